"""What repair, layout and the review itself say of a page, in the Chinese of the screen.

A page tells its reasons in English. Here is every sentence with its parts in braces, and the same in Chinese;
a reason made of several sentences has a semicolon between them. What is not found stays as it is.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_SENTENCES: tuple[tuple[str, str], ...] = (
    # what the print says
    ("the engine saw {char} there too ({n})", "识别引擎在此处也看到“{char}”（{n}）"),
    ("the engine saw points there too", "识别引擎在此处也看到点"),
    ("the engine's {one} and {other}", "识别引擎的其他候选：{one}；{other}"),
    ("the engine's {one}", "识别引擎的其他候选：{one}"),
    ("{engine} reads {text}", "{engine} 读作“{text}”"),
    ("a gap of {n} characters", "间隙为 {n} 个字宽"),
    ("a gap of {n} letters", "间隙为 {n} 个字母宽"),
    ("a gap, no character", "只是间隙，没有字"),
    ("a space read with {n}", "空格的识别把握只有 {n}"),
    ("a hyphen at the line's end", "行末的连字符"),
    ("a hyphen before a gap", "间隙前的连字符"),
    ("a mark without its partner, as rules leave", "不成对的符号，像是栏线的残迹"),
    ("the same mark in another width", "同一标点，只是宽度不同"),
    ("the same mark, straight or turned round", "同一引号，只是直的或反向的"),
    ("the same mark at the same place", "同一位置的同一标点"),
    ("the same character in another width", "同一字符，只是宽度不同"),
    ("the same dots", "同样的点"),
    ("{char} is what is left of {other}", "“{char}”是“{other}”的残迹"),
    ("it stands between the pieces that are left", "位于剩下的残段之间"),
    ("the user's pair", "用户词表中的替换"),
    ("seen by the editor", "校阅者看过"),
    ("chosen by the editor", "校阅者选用"),
    ("written by the editor", "校阅者写入"),
    # what the language says
    ("{word}: in the lexicon ({n} times)", "词典有“{word}”（{n} 次）"),
    ("{word}: not in the lexicon", "词典没有“{word}”"),
    ("the language model finds {char} likelier by {n} nats", "语言模型认为“{char}”更通顺（+{n} 奈特）"),
    ("reviewed pages: {char} for {other} ({n} nats)", "已校阅的页面：“{other}”误识为“{char}”（{n} 奈特）"),
    ("reviewed pages: {word} is a word", "已校阅的页面：“{word}”是词"),
    (
        "reviewed pages: {char} stands beside the same characters",
        "已校阅的页面：“{char}”也与这些字相邻",
    ),
    ("the same character in the page's script, {what}", "同一个字，本页用{what}"),
    ("the user reads {text} as {other}", "用户词表把“{text}”读作“{other}”"),
    ("{word} is in the dictionary, {text} is not", "词典有“{word}”，没有“{text}”"),
    ("{word} is in the dictionary", "词典有“{word}”"),
    ("{word} is a word, its two parts are not", "“{word}”是词，它的两部分不都是"),
    ("{word} is one word", "“{word}”是一个词"),
    ("{one} and {other} are words, {text} is none", "“{one}”和“{other}”是词，“{text}”不是"),
    ("{text}: every part is a word, the whole is none", "“{text}”：各部分都是词，合起来不是"),
    ("the body says: {text}", "正文中写道：{text}"),
    ("the halves of a heading are parted by a space", "标题的两半以空格分开"),
    ("the heading has two halves here", "标题在此分为两半"),
    ("the heading goes straight on", "标题在此不断开"),
    ("Chinese characters beside it", "旁边是汉字"),
    ("most of the page is so", "本页大多如此"),
    ("figures on both sides, and what they count after them", "两边是数字，后面是量词"),
    ("down the page a point stands in the middle of its square", "竖排时小数点居于字格中央"),
    ("{n} marks in a row", "{n} 个标点接连出现"),
    # doubts
    ("{text} may be {other}: {why}", "“{text}”可能是“{other}”：{why}"),
    ("the evidence is too weak ({n})", "依据不足（{n}）"),
    ("the words there would be unlikelier", "改后此处的词更不常见"),
    ("the engine hardly saw it", "识别引擎几乎没有看到它"),
    ("it is said like {text}", "与熟语“{text}”的说法相近"),
    ("an editor kept {text}", "校阅者保留过“{text}”"),
    ("more than one other character would do", "可替换的字不止一个"),
    ("of a numeral the picture alone decides", "数字只凭字形判断"),
    ("it may belong to a name", "可能是名称的一部分"),
    ("{word} is a word of the collection", "“{word}”是本库的词"),
    ("{word} stands on the page again and again", "“{word}”在本页反复出现"),
    ("other places of the page have {word} in this word", "本页其他各处，此词作“{word}”"),
    ("other places of the page have it in this word too", "本页其他各处，此词也是这样"),
    ("the zero has the shape of the circle", "数字零与圆圈同形"),
    ("it follows a numeral", "其前为数字"),
    ("too little text around it", "上下文太短"),
    ("{text} stands once on the page, {other} {n} times", "“{text}”在本页只有一处，“{other}”有 {n} 处"),
    ("{text} is in no dictionary; {word} is ({why})", "词典没有“{text}”，有“{word}”（{why}）"),
    ("{text} is in no dictionary; its parts are", "词典没有“{text}”，有它的各部分"),
    ("{text}: not both are in the dictionary; {word} is", "“{text}”不都在词典中；“{word}”在"),
    ("a caption ran into the text here and was taken out", "图片说明混入了正文，已移出"),
    ("what is left of a telephone line", "电话一行的残余"),
    ("put together from {text}; the body says: {other}", "由残段“{text}”拼成；正文中写道：{other}"),
    ("“{text}” stands {n} times in a row: an engine's invention", "“{text}”接连出现 {n} 次，是引擎臆造的"),
    ("this is no language", "不成文字"),
    ("this reads strangely: {text}", "这里读来不通：{text}"),
    ("the sentence begins in the middle: {text}…", "句子从半截开始：{text}…"),
    ("the sentence stops in the middle: …{text}", "句子中断：…{text}"),
    ("the sentence stops in the middle", "句子中断"),
    ("read with confidence {n}", "识别把握为 {n}"),
    ("another order is nearly as likely: {why}", "另一种顺序几乎同样可能：{why}"),
    ("{text} may begin a text of its own", "{text}可能另起一篇"),
    ("{text} may go on from “…{other}”", "{text}可能接在“…{other}”之后"),
    ("{text} may belong under “{other}”", "{text}可能属于“{other}”"),
    ("the file holds no text", "文件中没有文字"),
    ("no text was found: the paper seems to be blank", "没有找到文字，看来是空白页"),
    ("nothing could be read: the scan seems to show no text", "什么也没有读出，扫描件上看来没有文字"),
    (
        "the scan is smaller than {n} pixels: scan it again at 300 dpi",
        "扫描件小于 {n} 像素，请以 300 dpi 重新扫描",
    ),
    # why a region has no place
    ("a heading without text", "没有正文的标题"),
    ("a fragment that belongs to no article", "不属于任何文章的残段"),
    ("a fragment that belongs nowhere", "无所归属的残段"),
    ("no article is near", "附近没有文章"),
    ("an ornament, no text", "花饰，不是文字"),
    ("drawn over rows of text", "框压在横排文字上，不是文字"),
    ("a mark by itself, no text", "孤立的墨点，不是文字"),
    ("an ornament that parts articles", "分隔文章的花饰"),
    ("lettering inside a picture", "图片中的文字"),
    ("listed as unplaced in the file", "文件中列为未归位"),
    ("the file does not say which article it belongs to", "文件没有说明它属于哪篇文章"),
    ("put there by the editor", "由校阅者移到这里"),
    # lessons
    ("{text} → {other} ({n} nats)", "{text} → {other}（{n} 奈特）"),
    ("{text}, never left out", "“{text}”不删"),
    ("{text}, never {other}", "“{text}”不改为“{other}”"),
    ("what stands side by side on page {page}", "页面 {page} 中相邻的字"),
    ("accepted on page {page} by {who}", "{who}在页面 {page} 接受过"),
    ("makes page {page} worse: {text} for {other}", "会使页面 {page} 变差：“{other}”成为“{text}”"),
    # why an action was refused, and what helps
    ("the page has no {what} '{id}'", "本页没有{what}“{id}”"),
    ("the page has no edit or doubt '{id}'", "本页没有修改或疑点“{id}”"),
    ("the body of article {id} has no line '{line}'", "文章 {id} 的正文没有行“{line}”"),
    ("there is no label '{id}'", "没有标签“{id}”"),
    ("labels are: {text}", "标签有：{text}"),
    ("the order does not name every region of the page once", "顺序没有把本页的每个区域各列一次"),
    ("was answered meanwhile", "刚被处理"),
    ("load the page again", "请重新载入本页"),
    ("another change stands in the place of {id}", "此处已有另一修改，代替了 {id}"),
    ("edit the line, or undo that change", "请改写这一行，或撤销那一修改"),
    ("line {id} does not read '{text}' there any more", "行 {id} 的此处已不是“{text}”"),
    ("look at the line again", "请再看一下这一行"),
    ("{id} stands in no line", "{id} 不在任何一行中"),
    ("accept it or reject it", "请接受或拒绝"),
    ("a paragraph begins there already", "此处已是段首"),
    ("no paragraph begins there", "此处不是段首"),
    ("there is no paragraph before it", "前面没有段落"),
    ("the article begins there", "文章从此处开始"),
    ("these are one article", "这是同一篇文章"),
    ("choose another line", "请选另一行"),
    ("choose a later line", "请选靠后的一行"),
    ("choose two articles", "请选两篇文章"),
    ("give its first line", "请给出它的首行"),
    ("join the one after it", "请合并后一段"),
    ("region {id} has no lines", "区域 {id} 没有文字行"),
    ("move it to the unplaced", "请移到未归位"),
    ("nothing was learned that this page was read without", "没有本页读取之后学到的内容"),
    ("there is nothing to undo or to do again", "没有可撤销或重做的操作"),
    ("go on", "请继续"),
    ("{field}: is too long", "{field}：太长"),
    ("a line has at most {n} characters", "一行最多 {n} 个字"),
    ("{field}: has a line end or a control character", "{field}：含有换行或控制字符"),
    ("write one line of plain text", "请写一行纯文本"),
    ("{who} changed the page meanwhile", "{who}刚修改过本页"),
    ("see that the folder can be written", "请确认文件夹可写"),
    ("see that the folder can be written and the disk is not full", "请确认文件夹可写、磁盘未满"),
    ("make room and run the command again", "请腾出空间后重新运行"),
    ("there is no such {what}", "没有这个{what}"),
    ("look at the address again", "请再看一下地址"),
    ("the token is missing", "缺少访问令牌"),
    ("open the address that ocrfix printed", "请打开 ocrfix 给出的地址"),
    ("the request comes from another page", "请求来自别的网页"),
    ("this address is for the pages of ocrfix alone", "此地址只供 ocrfix 的页面使用"),
    ("this server has another name", "本服务器不叫这个名字"),
    ("use the address that it printed", "请使用它给出的地址"),
    ("a password is needed", "需要密码"),
    ("the request is larger than {n} bytes", "请求超过 {n} 字节"),
    ("send less", "请少发一些"),
    # why a scan could not be read, and what helps
    ("{file}: the file is {what}, not a scan", "{file}：文件是{what}，不是扫描件"),
    ("check the name and the folder", "请检查文件名和文件夹"),
    ("copy or scan it again", "请重新复制或扫描"),
    ("scan the page again", "请重新扫描本页"),
    ("scan at a lower resolution", "请降低分辨率扫描"),
    (
        "give a PNG, JPEG, TIFF, JPEG 2000, WebP or PDF file",
        "请给出 PNG、JPEG、TIFF、JPEG 2000、WebP 或 PDF 文件",
    ),
    ("run the command again, or look at the scan", "请重新运行，或查看扫描件"),
    ("{file}: the file is empty", "{file}：文件是空的"),
    ("{file}: the file is cut short", "{file}：文件不完整"),
    ("{file}: the file is damaged or cut short ({text})", "{file}：文件损坏或不完整（{text}）"),
    ("{file}: no such file", "{file}：没有这个文件"),
    ("{file}: may not be read", "{file}：没有读取权限"),
    ("{file}: cannot be read", "{file}：无法读取"),
    ("{file}: the PDF is encrypted", "{file}：PDF 已加密"),
    ("{file}: the PDF is cut short", "{file}：PDF 不完整"),
    ("{file}: page {n} is damaged", "{file}：第 {n} 页损坏"),
    ("{file}: not enough memory", "{file}：内存不足"),
    ("{file}: took longer than {n} s", "{file}：超过 {n} 秒"),
    (
        "{file}: {size} are {n} megapixels, more than the limit of {most}",
        "{file}：{size} 为 {n} 百万像素，超过上限 {most}",
    ),
    # at last what could be taken for much
    ("{text} looks like {other}", "“{text}”与“{other}”形近"),
)

_OURS = {
    "page": "页面",
    "line": "行",
    "tile": "图块",
    "scan": "扫描件",
    "picture of this line": "行的图像",
    "region": "区域",
    "article": "文章",
    "caption": "图片说明",
    "another editor": "另一位校阅者",
    "somebody": "有人",
    "a text file": "文本文件",
    "of an unknown kind": "未知类型",
    "zh-Hans": "简体",
    "zh-Hant": "繁体",
}
"""What `what` and `who` may be, beside names."""

_PARTS = {"n": r"[-+]?\d[\d.,]*", "char": ".", "engine": r"\w+", "id": r"\S+?"}
"""What a part may be, by its name, where it is not any text without a semicolon and a space."""


@lru_cache(maxsize=1 << 14)
def in_chinese(said: str) -> str:
    """A reason in Chinese, as far as its sentences are known.

    >>> in_chinese("青架 may be 青菜: the evidence is too weak (0.41)")
    '“青架”可能是“青菜”：依据不足（0.41）'
    >>> in_chinese("青架: not in the lexicon; 青菜: in the lexicon (120 times)")
    '词典没有“青架”；词典有“青菜”（120 次）'
    >>> in_chinese("made by another program")
    'made by another program'
    """
    for pattern, chinese in _patterns():
        found = pattern.fullmatch(said)
        if found:
            return chinese.format(**{name: _part(name, part) for name, part in found.groupdict().items()})
    first, semicolon, rest = said.partition("; ")
    return f"{in_chinese(first)}；{in_chinese(rest)}" if semicolon else said


def _part(name: str, part: str) -> str:
    """A part of a sentence, which may be a sentence itself or a word of ours."""
    if name == "why":
        return in_chinese(part)
    return _OURS.get(part, part) if name in ("what", "who") else part


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile("".join(_pieces(english)), re.DOTALL), chinese) for english, chinese in _SENTENCES
    )


def _pieces(english: str) -> Iterator[str]:
    """A sentence as a pattern, piece by piece."""
    for piece in re.split(r"(\{\w+\})", english):
        name = piece[1:-1]
        yield f"(?P<{name}>{_PARTS.get(name, '(?:(?!; ).)+?')})" if piece[:1] == "{" else re.escape(piece)
