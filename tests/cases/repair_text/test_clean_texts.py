"""Texts with nothing wrong in them: every line stays what it is, in its article, and nothing is changed."""

import pytest
from test_repaired_text import bodies, page_from, unplaced

from ocrfix.model.page import Page
from ocrfix.model.text import Texts

CLEAN = {
    "a notice with labels, items and years": [
        "为丰富居民文化生活，现决定举办读书会，有关事项如下：",
        "时间：5月20日上午9时\n地点：区图书馆二楼报告厅\n主讲人：王晓明",
        "一、参加人员为各社区居民\n二、请自带纸笔\n三、活动结束后发放纪念品",
        "（一）报名时间从即日起\n（二）报名地点在社区办公室",
        "1.带好身份证\n2.带好雨伞\n3.准时到达",
        "1991年，考入大学\n1995年，毕业参加工作\n2003年，担任副主任",
    ],
    "tables": [
        "城市 天气 气温 风力\n杭州 晴 12/20 3级\n宁波 多云 11/19 2级",
        "天气 温州 小雨 13/18",
        "天气 嘉兴 阴 10/17",
        "G7301 杭州东 08:05 上海虹桥 09:02",
        "G7303 杭州东 08:35 上海虹桥 09:41",
    ],
    "Cantonese": [
        "佢哋喺呢度住咗廿几年，嘅确唔舍得搬走。阿婆话：“我哋冇嘢要求，净系想安安静静噉过日子。”",
        "嗰日落雨，佢哋一齐去睇医生，啲人都话佢哋好好人。",
    ],
    "names, some of them spread": [
        "本报讯（记者 王 五 通讯员 赵 六 孙小七）5月10日，第二座大桥开工建设，预计明年完工。",
        "一等奖\n王小明 李大力 张三丰",
        "二等奖\n赵一曼 钱学文 孙 权 李 白",
    ],
    "articles of a law": [
        "第一条 为了加强城市公园管理，改善生态环境，根据有关法律、法规，制定本条例。",
        "第二条 公园管理应当遵循下列原则：",
        "（一）统一规划",
        "（二）分级管理",
        "第三条 在公园内禁止下列行为：\n（一）乱扔果皮纸屑；\n（二）攀折花木。",
    ],
    "code and addresses": [
        "在终端里输入下面的命令，然后按回车：",
        'print("Hello, world!")',
        'for (int i = 0; i < 10; i++) { printf("%d", i); }',
        "https://www.example.org/a/b?c=d&e=f",
        '小明写下 print("Hello, world!") 这一行。用 len(name) 求长度，调用open("a.txt", "r")可以打开文件。',
        '他说“Yes, I do!”，然后笑了。Mr. Smith said: "We are happy (really)." 这是真的。',
    ],
    "questions and answers": [
        "问：今年的工作重点是什么？\n答：今年的重点是民生。\n问：具体有哪些措施？",
        "甲：您好！\n乙：您好！\n甲：最近忙什么呢？",
    ],
    "verse of two lines, and free verse": [
        "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。",
        "她是有\n丁香一样的颜色，\n丁香一样的芬芳，\n丁香一样的忧愁，\n在雨中哀怨，\n哀怨又彷徨；",
    ],
    "couplets": ["天增岁月人增寿 春满乾坤福满门", "又是一年芳草绿 依然十里杏花红"],
    "the end of a letter": [
        "我是贵报的一名老读者，最近我家门前的路灯坏了，一直没有人来修。",
        "此致",
        "敬礼！",
        "读者 王建国\n2024年5月9日",
    ],
    "numbers of persons": [
        "有意者请将简历寄至本公司人事部，地址为文三路一百号。",
        "身份证：330102198001011234",
        "联系人：王先生",
        "公司将在收到简历后一周内通知面试。",
    ],
}


def lines_of(blocks: list[str]) -> list[str]:
    return [line for block in blocks for line in block.split("\n")]


def untouched(page: Page) -> bool:
    return page.edits == () and not page.unplaced and not any(doubt.kind == "stop" for doubt in page.doubts)


@pytest.mark.parametrize("name", CLEAN)
def test_every_line_of_a_clean_text_stays(name):
    page = page_from("# 题目", *CLEAN[name])
    assert bodies(page) == [lines_of(CLEAN[name])]
    assert untouched(page)


def test_items_of_a_markdown_list_stay_in_their_article():
    page = page_from(
        "# 工作要点", "会议提出以下要求：", "- 第一项，抓好安全\n- 第二项，抓好卫生", "* 加强领导\n* 落实责任"
    )
    items = ["- 第一项，抓好安全", "- 第二项，抓好卫生", "* 加强领导", "* 落实责任"]
    assert bodies(page) == [["会议提出以下要求：", *items]]
    assert untouched(page)


def test_single_characters_head_the_parts_of_a_text():
    page = page_from(
        "四季歌",
        "春",
        "春天来了，花儿开了，小燕子飞回来。",
        "夏",
        "夏天来了，荷花开了。",
        "编者按",
        "欢迎读者来信讨论。",
    )
    assert [[p.crosshead for p in article.body] for article in page.articles] == [
        [False, True, False, True, False]
    ]
    assert untouched(page)


def test_a_list_of_single_characters_is_text():
    assert bodies(page_from("四季", "春\n夏\n秋\n冬")) == [["四季", "春", "夏", "秋", "冬"]]


@pytest.mark.parametrize("title", ["通知", "静夜思", "大桥通车"])
def test_a_title_of_few_characters_is_no_fragment(title):
    page = page_from(title, "本报讯 5月9日，大桥正式通车，方便了两岸居民出行。")
    assert Texts(page).regions(page.articles[0].headline) == title
    assert untouched(page)


@pytest.mark.parametrize("text", ["好。", "通知", "请勿吸烟"])
def test_a_file_of_one_short_line_is_an_article(text):
    page = page_from(text)
    assert bodies(page) == [[text]]
    assert untouched(page)


def test_a_byline_with_spread_names_is_one():
    page = page_from("大桥通车", "（记者 张 三 通讯员 李 四）", "本报讯 5月9日，大桥正式通车。")
    assert Texts(page).regions(page.articles[0].byline) == "（记者 张 三 通讯员 李 四）"
    assert untouched(page)


def test_days_with_what_happened_are_no_running_heads():
    rows = ["1949年5月3日 杭州解放", "1956年 公私合营", "1978年12月 十一届三中全会召开"]
    page = page_from("# 大事记", *rows)
    assert bodies(page) == [rows]
    assert not page.furniture


def test_a_law_is_one_article():
    page = page_from(
        "城市公园管理条例",
        "第一章 总则",
        *CLEAN["articles of a law"],
        "第二章 附则",
        "第五条 本条例自公布之日起施行。",
    )
    assert len(page.articles) == 1
    assert untouched(page)


def test_a_refrain_of_long_lines_is_no_loop():
    stanza = [
        "小白兔，白又白，两只耳朵竖起来，蹦蹦跳跳真可爱，",
        "爱吃萝卜，爱吃青菜，一蹦一跳到门外，跑得真正快。",
    ]
    for rows in ("\n".join(3 * stanza), "\n\n".join(3 * ["\n".join(stanza)])):
        page = page_from("# 小白兔", rows)
        assert "".join(bodies(page)[0]) == "".join(3 * stanza)
        assert untouched(page)


def test_a_sentence_that_the_engine_repeats_over_line_ends_is_still_a_loop():
    rows = [
        "本报讯 会议强调，要打起担责，是是工作目标。要打起担",
        "责，是是工作目标。要打起担责，是是工作目标。要打起担责，",
    ]
    page = page_from("# 题目", "\n".join([*rows, "是是工作目标。要打起担责，是是工作目标。"]))
    assert len(unplaced(page)) == 1


def test_a_wrapped_sentence_whose_next_line_begins_with_a_day_is_one_paragraph():
    rows = ["本报讯 区委昨天研究了有关工作，决定于明年", "3月2日召开大会，请各有关单位认真做好会议准", "备。"]
    assert bodies(page_from("# 题目", "\n".join(rows))) == [["".join(rows)]]


def test_english_verse_keeps_its_lines():
    verse = [
        "Two roads diverged in a yellow wood,",
        "And sorry I could not travel both",
        "And be one traveler, long I stood",
    ]
    assert bodies(page_from("THE ROAD\n\n" + "\n".join(verse))) == [verse]


def test_long_lines_of_english_are_wrapped_and_their_compounds_keep_the_hyphen():
    first = (
        "The up-to-date figures were published by the fund, whose editor-in-chief wrote that the coast "
        "had a year better than was expected and that follow-"
    )
    page = page_from(f"THE HARBOUR REPORT\n\n{first}\nup work would be needed.")
    assert bodies(page) == [[f"{first}up work would be needed."]]
    assert page.edits == ()
