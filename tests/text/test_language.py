"""The language of a text."""

import pytest

from copydesk.tasks.text.language import detect_language

SENTENCES = {
    "en": "The river rose for a third day on Monday, and all of the bridges had to be closed.",
    "de": "Der Pegel stieg am Montag den dritten Tag in Folge, und alle Brücken mussten gesperrt werden.",
    "fr": "Le fleuve est monté pour le troisième jour lundi, et tous les ponts ont dû être fermés.",
    "es": "El río subió el lunes por tercer día consecutivo, y todos los puentes tuvieron que cerrarse.",
    "it": "Il fiume è salito lunedì per il terzo giorno di fila, e tutti i ponti sono stati chiusi.",
    "pt": "O rio subiu na segunda-feira pelo terceiro dia seguido, e as pontes tiveram de ser fechadas.",
    "nl": "De rivier is maandag voor de derde dag op rij gestegen, en alle bruggen moesten worden gesloten.",
    "sv": "Floden steg på måndagen för tredje dagen i rad, och alla broar i den gamla staden fick stängas.",
    "fi": "Joki nousi maanantaina kolmatta päivää peräkkäin, ja kaikki sillat jouduttiin sulkemaan.",
    "pl": "Rzeka w poniedziałek wzbierała trzeci dzień z rzędu i wszystkie mosty trzeba było zamknąć.",
    "tr": "Nehir pazartesi günü üst üste üçüncü gün yükseldi ve bütün köprüler trafiğe kapatıldı.",
    "sq": "Lumi u rrit të hënën për të tretën ditë radhazi dhe të gjitha urat u mbyllën për qarkullim.",
    "sr": "Река је у понедељак порасла трећи дан заредом, па су сви мостови морали да буду затворени.",
    "ru": "Река в понедельник поднималась третий день подряд, и все мосты пришлось закрыть для движения.",
    "uk": "Річка в понеділок піднімалася третій день поспіль, і всі мости довелося закрити для руху.",
    "ar": "ارتفع منسوب النهر يوم الاثنين لليوم الثالث على التوالي، واضطرت السلطات إلى إغلاق الجسور.",
    "el": "Ο ποταμός ανέβηκε τη Δευτέρα για τρίτη συνεχόμενη ημέρα και όλες οι γέφυρες έκλεισαν.",
    "zh": "河水周一连续第三天上涨，老城区的所有桥梁都不得不关闭。",
    "ja": "川の水位は月曜日、3日連続で上昇し、旧市街のすべての橋が通行止めになった。",
    "ko": "강물이 월요일 사흘째 상승해 구시가지의 모든 다리가 통제됐다고 시 당국이 밝혔다.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language):
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "42", "1:0, 2:1", "???", "ok", "\ud800\udfff", "\x00\x01", "😀😀😀😀"])
def test_what_has_no_words_has_no_language(text):
    assert detect_language(text) is None


def test_characters_that_are_none_do_not_disturb():
    assert detect_language("\x00\ufdd0\ud800" + SENTENCES["de"]) == "de"


def test_most_of_a_text_tells():
    assert detect_language(SENTENCES["fr"] * 3 + " " + SENTENCES["en"]) == "fr"
