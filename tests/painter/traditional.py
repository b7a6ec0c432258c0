"""The generator's simplified Chinese in traditional characters, and figures in words for vertical pages."""

import re

_SIMPLIFIED = (
    "万与专业丛东两严个丰临为举义乐乡书乱争于云产亩亲亿仅从仓们价众优会传伤体余储儿党兰关兴养内册军农冯决况准几凤划刚创"
    "剧办务动劲势区医协单卖占卫厂厅历参双发变叙台叶号后吨启员周咨响团园围国图场块坚墙声处备复头妇学宁实审宽对将尽层届"
    "屡屿岁岗岭带帮干并广庄库应废开异弃张强当录彻征怀态总愿戏户扎执扩扫扬抢报拨择损换据撑数无旧时显暂术机杂条来杨极"
    "枫标树样档桥梁检楼横欢残毕气没洼浇济温湾满澜灯点热焕猪环现电画监盖码砖确种积稳笋笔筑筹签简篮类粮红约级纸纺线练组细"
    "织终绍绎经绑结绕绘给络绝统绪续绿编缩网罗群联脏脑脸腾艺节苏范荡药莲获营蓝虑虚虫虾补装见观规览计订认让训议记许论"
    "设访证评识诉诊诚话询该误说诵请诺课调谈谊谋谭负财责败账货质购费贺资赏赛赶车转轮轻载辆输辖边达过运还这进远连适选遗"
    "邻郑采里针钟钢银链销镇长门问闯间闻阅队阶际陆陈险随难雾静韩项顾颁预领题额风飞饮馆驻驾验鱼鲜鸡鹭黄齐龄龙游讯栖摄视"
)
_TRADITIONAL = (
    "萬與專業叢東兩嚴個豐臨為舉義樂鄉書亂爭於雲產畝親億僅從倉們價眾優會傳傷體餘儲兒黨蘭關興養內冊軍農馮決況準幾鳳劃剛創"
    "劇辦務動勁勢區醫協單賣佔衛廠廳歷參雙發變敘臺葉號後噸啟員週諮響團園圍國圖場塊堅牆聲處備復頭婦學寧實審寬對將盡層屆"
    "屢嶼歲崗嶺帶幫幹並廣莊庫應廢開異棄張強當錄徹徵懷態總願戲戶紮執擴掃揚搶報撥擇損換據撐數無舊時顯暫術機雜條來楊極"
    "楓標樹樣檔橋樑檢樓橫歡殘畢氣沒窪澆濟溫灣滿瀾燈點熱煥豬環現電畫監蓋碼磚確種積穩筍筆築籌簽簡籃類糧紅約級紙紡線練組細"
    "織終紹繹經綁結繞繪給絡絕統緒續綠編縮網羅群聯髒腦臉騰藝節蘇範蕩藥蓮獲營藍慮虛蟲蝦補裝見觀規覽計訂認讓訓議記許論"
    "設訪證評識訴診誠話詢該誤說誦請諾課調談誼謀譚負財責敗賬貨質購費賀資賞賽趕車轉輪輕載輛輸轄邊達過運還這進遠連適選遺"
    "鄰鄭採裡針鐘鋼銀鏈銷鎮長門問闖間聞閱隊階際陸陳險隨難霧靜韓項顧頒預領題額風飛飲館駐駕驗魚鮮雞鷺黃齊齡龍遊訊棲攝視"
)
_CHARACTERS = str.maketrans(_SIMPLIFIED, _TRADITIONAL)
_WORDS = {
    "公裡": "公里", "千裡": "千里", "鄰裡": "鄰里", "桃源裡": "桃源里", "下遊": "下游",
    "週邊": "周邊", "收獲": "收穫",
    "松土": "鬆土", "聯系": "聯繫", "制造": "製造", "制品": "製品", "國樑": "國梁", "“": "「", "”": "」",
}  # fmt: skip
_DIGITS = "〇一二三四五六七八九"


def traditional(text: str) -> str:
    """The text in traditional characters, with corner quotes.

    >>> traditional("“全长3公里”")
    '「全長3公里」'
    """
    text = text.translate(_CHARACTERS)
    for wrong, right in _WORDS.items():
        text = text.replace(wrong, right)
    return text


def figures_in_words(text: str) -> str:
    """Arabic figures as a vertical page prints them.

    >>> figures_in_words("增长12.5%，共1020户，电话82987136")
    '增长百分之十二點五，共一千〇二十户，电话八二九八七一三六'
    """
    text = re.sub(r"(\d+(?:\.\d+)?)%", r"百分之\1", text)
    return re.sub(r"(\d+)(?:\.(\d+))?", lambda m: _number(m[1]) + ("點" + _spelt(m[2]) if m[2] else ""), text)


def _spelt(digits: str) -> str:
    return "".join(_DIGITS[int(d)] for d in digits)


def _number(digits: str) -> str:
    if len(digits) > 4 or digits.startswith("0"):
        return _spelt(digits)
    words = ""
    for digit, unit in zip(digits, ("千", "百", "十", "")[-len(digits) :], strict=True):
        if digit != "0":
            words += _DIGITS[int(digit)] + unit
        elif words and not words.endswith("〇"):
            words += "〇"
    words = words.rstrip("〇") or "〇"
    return words.removeprefix("一") if words.startswith("一十") else words
