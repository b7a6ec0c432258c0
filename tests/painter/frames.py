"""The frames of random pages: paper, columns, type, head and imprint; their content is empty."""

from random import Random

from painter import prose_en, prose_zh
from painter.describe import Description, Head, Stack
from painter.traditional import figures_in_words, traditional


def frame_of(chance: Random, script: str, seed: int) -> Description:
    """A page without content: modern in simplified Chinese, vertical in traditional, or English."""
    frames = {"zh-Hans": _modern, "zh-Hant": _vertical, "en": _english}
    return frames[script](chance, seed)


def _modern(chance: Random, seed: int) -> Description:
    wide = chance.choice((1700, 2000, 2300, 2600))
    body = wide / chance.uniform(88, 106)
    town = chance.choice(prose_zh.PLACES)
    title = town + chance.choice(("日报", "晚报", "时报", "晨报", "新闻", "商报"))
    month, day, number = chance.randint(1, 12), chance.randint(1, 28), chance.randint(1, 8)
    date = f"20{chance.randint(10, 24)}年{month}月{day}日 星期{chance.choice('一二三四五六日')}"
    editors = f"责任编辑 {chance.choice(prose_zh.SURNAMES)}{chance.choice(prose_zh.GIVEN)}"
    phone = f"电话：{chance.randint(82000000, 88999999)}"
    mail = f"邮箱：{chance.choice(('bianji', 'xinwen', 'rexian'))}@dushi{number}.example"
    if chance.random() < 0.4:
        ear = (
            "今日导读",
            f"{town}春耕一线见闻 2版",
            "老街改造听民声 3版",
            f"天气：多云 {chance.randint(8, 14)}℃至{chance.randint(15, 28)}℃",
        )
        head = Head(
            nameplate=title,
            nameplate_px=body * 8.5,
            ears=(ear,),
            folio=(date, f"第{chance.randint(1000, 9000)}期", "今日8版", "第1版"),
            face=chance.choice(("song_bold", "kai", "hei_bold")),
        )
    else:
        section = chance.choice(["要闻", "综合", "民生", "县域", "经济", "文化", "副刊"])
        head = Head(running=(f"第{number}版", section, title, date, editors))
    return Description(
        script="zh-Hans",
        content=Stack(()),
        head=head,
        imprint=(f"社址：{town}人民路{chance.randint(2, 300)}号", phone, mail, "定价：1.50元", editors)
        if chance.random() < 0.7
        else (),
        size_px=(wide, int(wide * chance.uniform(1.38, 1.5))),
        margin_px=int(wide * 0.045),
        columns=chance.choice((5, 6, 6, 7)),
        body_px=round(body * 2) / 2,
        leading=chance.uniform(1.26, 1.5),
        gutter_em=chance.choice(
            (chance.uniform(0.6, 1.0), chance.uniform(1.0, 2.0), chance.uniform(1.0, 2.0))
        ),
        column_rules=chance.random() < 0.2,
        rule_px=chance.choice((1, 2, 2, 3)),
        seed=seed,
    )


def _vertical(chance: Random, seed: int) -> Description:
    wide = chance.choice((1900, 2200, 2500))
    body = wide / chance.uniform(66, 82)
    town = traditional(chance.choice(prose_zh.PLACES))
    year, month, day = chance.randint(18, 48), chance.randint(1, 12), chance.randint(1, 28)
    date = figures_in_words(f"中華民國{year}年{month}月{day}日")
    ears = (("本報啟事", "來稿請用稿紙", "恕不退還"), ("廣告價目", "每行每日五角", "長期另議"))
    front = chance.random() < 0.6
    return Description(
        script="zh-Hant",
        vertical=True,
        content=Stack(()),
        head=Head(
            nameplate=town + chance.choice(("日報", "商報", "晚報", "新報")) if front else None,
            nameplate_px=body * 6.5,
            place="centre",
            rtl=chance.random() < 0.8,
            ears=ears,
            folio=(date, f"星期{chance.choice('一二三四五六')}", "今日出紙一大張"),
            running=(date, town + "日報", f"第{chance.choice('二三四')}版"),
        ),
        imprint=("社址" + town + "大街", "零售每份一角") if chance.random() < 0.5 else (),
        size_px=(wide, int(wide * chance.uniform(1.3, 1.45))),
        margin_px=int(wide * 0.045),
        columns=chance.choice((6, 7, 8)),
        body_px=round(body),
        leading=chance.uniform(1.32, 1.5),
        gutter_em=chance.uniform(0.7, 1.1),
        indent_em=chance.choice((1, 2, 2)),
        column_rules=chance.random() < 0.6,
        rule_px=chance.choice((1, 2, 3)),
        seed=seed,
    )


def _english(chance: Random, seed: int) -> Description:
    columns = chance.choice((5, 6, 7, 8))
    wide = chance.choice((2000, 2400, 2800)) if columns < 7 else chance.choice((2600, 2900))
    body = wide / chance.uniform(13.5, 15.5) / columns
    town = chance.choice(prose_en.TOWNS)
    title = f"The {town} {chance.choice(('Courier', 'Gazette', 'Herald', 'Times'))}"
    day = f"{chance.choice(('MONDAY', 'FRIDAY', 'SATURDAY'))}, MARCH {chance.randint(1, 28)}"
    front = chance.random() < 0.6
    return Description(
        script="en",
        content=Stack(()),
        head=Head(
            nameplate=title if front else None,
            nameplate_px=wide / len(title) * 1.7,
            place="centre",
            folio=(f"No. {chance.randint(900, 9999)}", town.upper(), day, "PRICE ONE PENNY"),
            running=(str(chance.randint(2, 12)), title.upper(), day),
        ),
        imprint=(
            f"{chance.randint(2, 80)} Market Street, {town}",
            "Telephone 4127",
            "Published daily except Sunday",
        )
        if chance.random() < 0.4
        else (),
        size_px=(wide, int(wide * chance.uniform(1.35, 1.45))),
        margin_px=int(wide * 0.045),
        columns=columns,
        body_px=round(body),
        leading=chance.uniform(1.1, 1.22),
        gutter_em=chance.uniform(0.7, 1.3),
        indent_em=1,
        column_rules=columns > 6 or chance.random() < 0.6,
        rule_px=chance.choice((1, 2, 2)),
        seed=seed,
    )
