import pytest

from copydesk.tasks.text.decode import declared_charset, decode, storable

SENTENCES = [
    ("cp1252", "Der Bürgermeister erklärte, die Brücke müsse für größere Lastwagen gesperrt werden."),
    ("cp1252", "Le préfet a annoncé que l’école restera fermée jusqu’à lundi après l’incendie."),
    ("cp1252", "El alcalde señaló que el año próximo habrá más autobuses en la línea."),
    ("cp1252", "O prefeito disse que a situação não está sob controle e que haverá eleições."),
    ("cp1252", "Il sindaco ha detto che la città è più sicura, perché la polizia è già presente."),
    ("cp1252", "Regjeringen vil ikke øke avgiftene på strøm før våren, sa ministeren på mandag."),
    ("cp1252", "“We won’t stop,” she said — and the crowd cheered. Tickets cost €20."),
    ("cp1250", "Premier powiedział, że rząd przygotuje nową ustawę, która wejdzie w życie w maju."),
    ("cp1250", "Předseda vlády řekl, že příští týden předloží návrh zákona o důchodech."),
    ("iso8859-2", "Premier powiedział, że rząd przygotuje nową ustawę, która wejdzie w życie w maju."),
    ("cp1254", "İstanbul'da yağış nedeniyle uçuşlar iptal edildi, yolcular mağdur oldu."),
    ("cp1251", "Министр заявил, что новый закон вступит в силу в следующем месяце."),
    ("cp1251", "Міністр повідомив, що міст через річку відкриють наступного тижня."),
    ("koi8-r", "Министр заявил, что новый закон вступит в силу в следующем месяце."),
    ("cp1253", "Ο υπουργός δήλωσε ότι ο νέος νόμος θα τεθεί σε ισχύ τον επόμενο μήνα."),
    ("cp1255", "השר אמר כי החוק החדש ייכנס לתוקף בחודש הבא."),
    ("cp1256", "قال الوزير إن القانون الجديد سيدخل حيز التنفيذ الشهر المقبل."),
    ("cp874", "รัฐมนตรีกล่าวว่ากฎหมายใหม่จะมีผลบังคับใช้ในเดือนหน้า"),
    ("cp932", "大臣は月曜日、新しい法律が来月施行されると述べた。東京では雨が降り続いている。"),
    ("euc-jp", "大臣は月曜日、新しい法律が来月施行されると述べた。東京では雨が降り続いている。"),
    ("iso2022_jp", "大臣は月曜日、新しい法律が来月施行されると述べた。"),
    ("gb18030", "部长星期一表示，新的法律将于下个月生效，北京连日降雨。"),
    ("big5", "部長星期一表示，新的法律將於下個月生效，台北連日降雨，航班大亂。"),
    ("cp949", "장관은 월요일 새 법이 다음 달부터 시행될 것이라고 밝혔다. 서울에는 비가 내리고 있다."),
]


@pytest.mark.parametrize(("encoding", "sentence"), SENTENCES)
def test_one_sentence_is_enough_to_tell_an_encoding(encoding, sentence):
    decoded = decode(sentence.encode(encoding))

    assert (decoded.text, decoded.replaced) == (sentence, 0)
    assert decoded.encoding.endswith("(detected)")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_and_left_out(encoding):
    text = "Die Fähre sank.\r\nAlle sind wohlauf.\n"

    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zeros(encoding):
    assert decode("The ferry sank on Monday.".encode(encoding)).text == "The ferry sank on Monday."


def test_line_ends_and_spaces_stay_as_they_came():
    text = "\r\n One\r\n\ttwo\rthree \u2028 four\u00a0\n\n"

    assert decode(text.encode()).text == text


def test_utf8_with_a_few_broken_bytes_is_still_utf8_and_the_loss_is_counted():
    data = "Zürich, Genève – „gut“ ".encode() * 5 + b"\x92s"

    decoded = decode(data)

    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.endswith("\ufffds")


def test_a_download_that_was_cut_inside_a_character_stays_utf8():
    data = "The ferry cost 20 €".encode()

    assert decode(data[:-1]).text == "The ferry cost 20 \ufffd"


def test_latin1_that_ends_in_an_accent_is_not_taken_for_cut_utf8():
    assert decode(b"They met in the caf\xe9").text == "They met in the café"


def test_one_broken_byte_does_not_turn_chinese_into_arabic():
    line = "部长星期一表示，新的法律将于下个月生效，北京连日降雨。\n"
    data = line.encode("gb18030") * 3

    decoded = decode(data[:20] + b"\xff" + data[20:])

    assert decoded.encoding == "gb18030 (detected)"
    assert decoded.text.count(line) == 2


def test_a_declared_charset_is_believed_when_the_bytes_fit_it():
    assert decode("Да".encode("koi8-r"), "koi8-r").encoding == "koi8-r (declared)"
    assert decode("Größe".encode("cp1252"), "iso-8859-1").text == "Größe"
    assert decode("“Yes”".encode("cp1252"), "iso-8859-1").text == "“Yes”"
    assert decode("镕".encode("gbk"), "gb2312").text == "镕"


def test_valid_utf8_outweighs_a_declared_charset():
    assert decode("Größe".encode(), "iso-8859-1").text == "Größe"


@pytest.mark.parametrize(
    "label", ["rot13", "base64", "punycode", "no-such-thing", "utf-16", "idna", "a\x00b", ""]
)
def test_a_declared_charset_that_is_none_is_passed_over(label):
    assert decode("Der Bürgermeister der Stadt grüßt.".encode("cp1252"), label).text.startswith(
        "Der Bürgermeister"
    )


@pytest.mark.parametrize(
    ("html", "charset"),
    [
        (b'<html><head><meta charset="windows-1251">', "windows-1251"),
        (b"<META http-equiv=Content-Type content='text/html; charset = big5'>", "big5"),
        (b'<?xml version="1.0" encoding="euc-kr"?>', "euc-kr"),
        (b"<p>The word charset=latin1 in a story</p>", None),
    ],
)
def test_a_page_declares_its_charset(html, charset):
    assert declared_charset(html) == charset


def test_nul_and_half_a_surrogate_pair_become_replacement_characters():
    assert storable("a\x00b\ud83dc") == ("a\ufffdb\ufffdc", 2)
    assert storable("a\ufffdb") == ("a\ufffdb", 0)
