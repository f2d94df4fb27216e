"""Unrelated news in scripts without spaces must look as unrelated as English news does.

The texts are invented, each on a subject of its own, and carry the phrases that all news carries.
"""

from itertools import combinations

import numpy as np
import pytest

from copydesk.tasks.text.verify import compare

ENGLISH = [
    "The transport ministry said on Tuesday that the northern line would be closed for two "
    "weeks. According to a statement released by the ministry, engineers will replace the rails "
    "between the two stations. The minister told reporters that passengers would be able to use "
    "buses. It was the first time since the opening of the line that it has been closed, and "
    "shops near the stations expect fewer customers at the end of the month.",
    "A fire broke out in a paper warehouse on Tuesday and was put out after six hours. According "
    "to a statement released by the fire brigade, nobody was injured. The cause of the fire is "
    "being investigated by the police. It was the first time since the new hydrants were "
    "installed that they were needed, the chief of the brigade told reporters, and the owner "
    "said at the end of the day that the losses were still unknown.",
    "Exports of tea rose by a fifth in the first half of the year, the agriculture ministry said "
    "on Tuesday. According to a statement released by the ministry, growers in the hills "
    "profited from early rains. The minister told reporters that prices would remain stable "
    "until the end of the year. It was the first time since the drought that both the harvest "
    "and the price went up.",
]
CHINESE = [
    "交通运输部星期二表示，北线铁路将停运两个星期。根据该部发布的声明，工程人员将更换两座车站之间"
    "的钢轨。部长在记者会上表示，乘客可以改乘公交车。这是该线路开通以来首次停运，车站附近的商店预"
    "计月底客流将会减少。有关部门表示，将进一步加强安全管理，确保工程按期完成。",
    "一家纸品仓库星期二发生火灾，大火在六个小时后被扑灭。根据消防部门发布的声明，火灾没有造成人员"
    "伤亡。目前，起火原因正在进一步调查之中。消防队长在记者会上表示，这是新消火栓安装以来首次投入"
    "使用。有关部门表示，将进一步加强对仓库的安全检查，业主称损失尚不清楚。",
    "农业部星期二表示，今年上半年茶叶出口同比增长两成。根据该部发布的声明，山区茶农受益于早来的雨"
    "水。部长在记者会上表示，年底之前价格将保持稳定。这是旱灾以来首次出现产量和价格同时上涨的情况"
    "。有关部门表示，将进一步支持茶农改良品种，扩大对外贸易。",
]
JAPANESE = [
    "運輸省は火曜日、北線の運行を二週間休止すると発表した。同省が発表した声明によると、二つの駅の"
    "間のレールを交換するという。大臣は記者会見で、乗客はバスを利用できると述べた。開業以来、運休"
    "となるのは初めてで、駅周辺の商店では月末の客足が減ると見込まれている。",
    "火曜日、紙の倉庫で火災が発生し、六時間後に消し止められた。消防が発表した声明によると、けが人"
    "はいなかったという。警察が出火の原因を調べている。隊長は記者会見で、新しい消火栓が使われたの"
    "は設置以来初めてだと述べた。損害額はまだ分かっていないと見られている。",
    "農業省は火曜日、今年上半期の茶の輸出が二割増えたと発表した。同省が発表した声明によると、山間"
    "部の農家は早い雨に恵まれたという。大臣は記者会見で、年末まで価格は安定すると述べた。収穫と価"
    "格がともに上がったのは干ばつ以来初めてで、来年も増えると見込まれている。",
]
THAI = [
    "กระทรวงคมนาคมเปิดเผยเมื่อวันอังคารว่า จะปิดเส้นทางรถไฟสายเหนือเป็นเวลาสองสัปดาห์ ตามแถลงการณ์ของกระทรวง "
    "วิศวกรจะเปลี่ยนรางระหว่างสองสถานี รัฐมนตรีกล่าวกับผู้สื่อข่าวว่า ผู้โดยสารสามารถใช้รถประจำทางได้ "
    "นับเป็นครั้งแรกตั้งแต่เปิดให้บริการที่ต้องหยุดเดินรถ",
    "เกิดเหตุเพลิงไหม้โกดังเก็บกระดาษเมื่อวันอังคาร และควบคุมเพลิงได้หลังผ่านไปหกชั่วโมง ตามแถลงการณ์ของหน่วยดับเพลิง "
    "ไม่มีผู้ได้รับบาดเจ็บ หัวหน้าหน่วยกล่าวกับผู้สื่อข่าวว่า นับเป็นครั้งแรกตั้งแต่ติดตั้งหัวจ่ายน้ำใหม่ที่ต้องใช้งานจริง "
    "ตำรวจกำลังสอบสวนหาสาเหตุ",
    "กระทรวงเกษตรเปิดเผยเมื่อวันอังคารว่า การส่งออกชาเพิ่มขึ้นหนึ่งในห้าในครึ่งปีแรก ตามแถลงการณ์ของกระทรวง "
    "เกษตรกรบนที่สูงได้ประโยชน์จากฝนที่มาเร็ว รัฐมนตรีกล่าวกับผู้สื่อข่าวว่า ราคาจะทรงตัวจนถึงสิ้นปี "
    "นับเป็นครั้งแรกตั้งแต่เกิดภัยแล้งที่ทั้งผลผลิตและราคาสูงขึ้น",
]


def worst_containment(texts: list[str]) -> float:
    pairs = np.array([*combinations(range(len(texts)), 2)])
    figures = compare(texts, pairs)
    return float(np.maximum(figures.containment, figures.other_containment).max())


@pytest.mark.parametrize("texts", [CHINESE, JAPANESE, THAI])
def test_unrelated_news_share_no_more_than_in_english(texts):
    assert worst_containment(ENGLISH) > 0
    assert worst_containment(texts) <= worst_containment(ENGLISH)


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE, JAPANESE, THAI])
def test_a_reprint_is_found_in_every_script(texts):
    for text in texts:
        figures = compare([text, text.replace("火", "水", 1).replace("ว่า", "", 1)], np.array([[0, 1]]))
        assert figures.containment[0] > 0.75


def test_different_scripts_share_nothing():
    assert worst_containment([ENGLISH[0], CHINESE[0], JAPANESE[0], THAI[0]]) == 0
