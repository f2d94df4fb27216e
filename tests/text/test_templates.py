"""Daily reports written from one template with other figures are different news, in every script."""

import numpy as np
import pytest

from copydesk.tasks.text.relation import Facts, relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import compare

FORMS = {
    "an English exchange": (
        "The Ferrow 30 index closed at {} points on {}, {} percent up. {} was the day's best share, {} the "
        "worst. The central bank has left its rate unchanged since February and will meet again in three "
        "weeks. Analysts expect no change before the autumn, because wages have risen more slowly than "
        "prices. The figures in this report are provisional. They are checked by the exchange overnight and "
        "published in the morning on its own pages, together with the list of all shares in which trade was "
        "suspended.",
        ("7,412", "Monday", "1.2", "Astern Lines", "Barrow Brewing"),
        ("7,360", "Tuesday", "0.7", "Tolland Glass", "Northern Bank"),
    ),
    "German weather": (
        "Das Wetter für {}: Am Vormittag ist es im Küstengebiet {}, am Nachmittag {}. Die Temperaturen "
        "erreichen {} Grad an der See und {} Grad im Binnenland. Der Wind weht mäßig aus westlichen "
        "Richtungen. In der Nacht kühlt es auf Werte unter zehn Grad ab. Der Küstenwetterdienst weist darauf "
        "hin, dass die Vorhersage dreimal täglich erneuert wird. Für die Schifffahrt gelten gesonderte "
        "Warnungen, die im Hafenamt aushängen und unter der Rufnummer des Dienstes abgehört werden können.",
        ("Dienstag", "neblig", "heiter", "14", "18"),
        ("Donnerstag", "bewölkt", "regnerisch", "11", "15"),
    ),
    "a Spanish match": (
        "El Deportivo Robledal ganó por {} al {} en la jornada {} de la liga comarcal. Los locales se "
        "adelantaron en el minuto {} y supieron conservar la ventaja hasta el final ante su público. "
        "Asistieron al encuentro {} espectadores. El árbitro no tuvo que mostrar ninguna tarjeta. La próxima "
        "jornada se jugará el fin de semana, y las entradas se venden desde el lunes en las taquillas del "
        "campo y en la librería de la plaza, con descuento para los socios y para los menores de edad.",
        ("2-1", "Unión Villarreal", "14", "12", "1.850"),
        ("3-0", "Atlético Soto", "16", "33", "2.120"),
    ),
    "Russian rates of exchange": (
        "Официальный курс доллара на {} мая установлен на уровне {} кроны, евро — {} кроны. Нефть торгуется "
        "по {} долларов за баррель. Центральный банк устанавливает курсы валют каждый рабочий день по итогам "
        "торгов. Курс вступает в силу на следующий день. Банки вправе устанавливать собственные курсы "
        "покупки и продажи. Подробности публикуются на странице банка, там же можно найти архив курсов за "
        "прошлые годы и календарь выходных дней.",
        ("12", "11,4021", "12,2210", "81,3"),
        ("13", "11,5177", "12,3034", "80,9"),
    ),
    "a Chinese exchange": (
        "云溪证券交易所周{}收盘，综合指数报{}点，涨幅{}%，成交额{}亿元。航运板块领涨，酿酒板块跌幅居前。人民币对美元"
        "中间价报{}。分析人士指出，投资者正在等待央行本月的利率决定，市场观望情绪较浓。交易所提醒投资者注意风险，理性"
        "投资，以上数据以交易所当日公布的为准。",
        ("一", "3211.45", "0.82", "4120", "7.1021"),
        ("二", "3198.02", "0.42", "3987", "7.1104"),
    ),
    "a Japanese exchange": (
        "{}日の港町株式市場で、平均株価は前日に比べて{}円高の{}円で取引を終えた。出来高は{}万株だった。海運株や紙パルプ"
        "株が買われた一方、酒造株は売られた。市場関係者は、中央銀行の金融政策を見極めたいとして積極的な売買を控える投資"
        "家が多かったと話している。",
        ("12", "182.11", "28441.02", "9120"),
        ("13", "96.40", "28537.42", "8875"),
    ),
    "a Thai exchange": (
        "ตลาดหลักทรัพย์ริมน้ำปิดการซื้อขายวัน{}ที่ระดับ {} จุด เพิ่มขึ้น {} จุด มูลค่าการซื้อขาย {} ล้านบาท หุ้นกลุ่มเดินเรือนำตลาด "
        "ขณะที่หุ้นกลุ่มเครื่องดื่มปรับตัวลดลง นักวิเคราะห์กล่าวว่านักลงทุนรอผลการประชุมธนาคารกลางในสัปดาห์หน้า",
        ("จันทร์", "1412.33", "8.21", "41200"),
        ("อังคาร", "1409.10", "3.23", "38900"),
    ),
}


def merged(one: str, other: str) -> bool:
    unknown = np.array(["NaT"], "datetime64[us]")
    figures = compare([one, other], np.array([[0, 1]]))
    return bool(relate(figures, Facts(unknown, unknown), Thresholds()).accepted[0])


@pytest.mark.parametrize("name", FORMS)
def test_two_days_of_one_form_are_two_stories(name: str) -> None:
    form, one, other = FORMS[name]

    assert not merged(form.format(*one), form.format(*other))


@pytest.mark.parametrize("name", FORMS)
def test_one_day_is_a_reprint_of_itself(name: str) -> None:
    form, one, _ = FORMS[name]
    report = form.format(*one)

    assert merged(report, f"{report} ...")
    assert merged(report, f"{report[:-1]} – {report[:20]}")
