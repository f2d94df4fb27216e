"""Words by which somebody speaks of himself: news tells of others, a statement or a letter says "we".

So a passage full of them, in a text that has none elsewhere, is somebody's words, marks or not.
"""

import functools
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.characters import HAN
from copydesk.tasks.text.tokens import Tokens, tokenise

# Left out is what means something else elsewhere: Portuguese "nos" is "in the", Italian "vi" is "there".
_WORDS: Final = """
i we my our ours myself ourselves us me
ich wir uns unser unsere unserem unseren unserer unseres mein meine meinem meinen meiner
je nous notre moi yo mis nosotros nosotras nuestro nuestra nuestros nuestras
eu nós nosso nossa nossos nossas meu minha meus minhas io nostro nostra nostri nostre mio mia miei
nosaltres nostres jo wij ik ons onze mijn jag oss vår vårt våra mig jeg vores vort
minä minun meidän meille meitä
mi nas nam nasz nasza nasze naszej naszego naszych naszym jesteśmy náš naše naši našich jsme sme našej
naš naša našu naši našeg smo ми мы нас нам нами наш наша наше наши нашу нашей нашего наших нашим мне меня
моя мой мені мене моє наші нашої нашим ние аз смо наша наше нашег
μας μου εμείς εγώ εμάς biz bizim bize bizi bizler ben benim bana noastră nostru noștri suntem minket nekünk
kami kita saya namin ako tôi unë tonë jonë jemi mes mūsų meie mina
हम हमें हमने हमारा हमारी हमारे मैं मैंने मेरा मेरी मेरे मुझे আমরা আমাদের আমি আমার நாங்கள் எங்கள் మేము మా
نحن إننا أننا لدينا أنا إنني نؤكد نعرب نشكر نأسف نتقدم نطالب نرفض אנו אנחנו שלנו לנו אותנו אני שלי אותי
저는 제가 저의 저를 저희 저희는 저희가 저희의 저희를 우리는 우리가 우리의 우리를 나는 내가 나의
我 私 僕 俺
"""
_CHARACTERS: Final = ("เรา", "ดิฉัน", "กระผม")
_NOT_BEFORE: Final = "国國市省县縣区區州校院军軍方队隊司厂廠党立鉄有人的費服道"
"""What 我 stands before in "our country" or "our city", as news say, and 私 in what is merely private."""
_COUNTRY: Final = "us"
_SLOT_BITS: Final = 16
_SLOT_SHIFT: Final = np.uint64(64 - _SLOT_BITS)


def speaking_tokens(tokens: Tokens, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which tokens say "I" or "we"; `keys` as in `TokenFacts` tell "US" from "us".

    >>> from copydesk.tasks.text.facts import find_facts
    >>> text = "He told us that our ships left US ports."
    >>> tokens = tokenise([text])
    >>> speaking_tokens(tokens, find_facts([text], tokens).keys).tolist()
    [False, False, True, False, True, False, False, False, False]
    """
    words, outside, country, sequences = _hashes()
    hashes = tokens.hashes
    said = np.zeros(hashes.size, np.bool_)
    # Few tokens share their first bits with one of the words, and only these are compared with them.
    places = np.flatnonzero(_slots().take((hashes >> _SLOT_SHIFT).astype(np.int64)))
    said[places] = np.isin(hashes[places], words)
    said &= (hashes != country) | (keys == 0)
    if tokens.scripts.max(initial=0) >= HAN:
        places = np.flatnonzero(said[:-1])
        said[places[np.isin(hashes[places + 1], outside)]] = False
        for sequence in sequences:
            said |= _starts(hashes, sequence)
    return said


def _starts(hashes: NDArray[np.uint64], sequence: NDArray[np.uint64]) -> NDArray[np.bool_]:
    found = np.zeros(hashes.size, np.bool_)
    room = hashes.size - sequence.size + 1
    if room > 0:
        windows = np.lib.stride_tricks.sliding_window_view(hashes, sequence.size)
        found[:room] = (windows == sequence).all(axis=1)
    return found


@functools.cache
def _slots() -> NDArray[np.bool_]:
    slots = np.zeros(1 << _SLOT_BITS, np.bool_)
    slots[(_hashes()[0] >> _SLOT_SHIFT).astype(np.int64)] = True
    return slots


@functools.cache
def _hashes() -> tuple[NDArray[np.uint64], NDArray[np.uint64], np.uint64, list[NDArray[np.uint64]]]:
    words = tokenise([_WORDS]).hashes
    country = tokenise([_COUNTRY]).hashes[0]
    sequences = [tokenise([word]).hashes for word in _CHARACTERS]
    return np.unique(words), tokenise([_NOT_BEFORE]).hashes, country, sequences
