"""Korean particles behind names, numbers and other values, which depend on how these end when they are read aloud.

Pure functions without Django, for pages, mails and the reader of trip reports alike.
"""

from __future__ import annotations

import re

#: Particles as translations write them, where a value stands before: after a final consonant, after a vowel.
_PARTICLES = {
    "은(는)": ("은", "는"), "이(가)": ("이", "가"), "을(를)": ("을", "를"),
    "와(과)": ("과", "와"), "과(와)": ("과", "와"), "(으)로": ("으로", "로"),
}  # fmt: skip
_BOTH_FORMS = re.compile(
    r"(?P<last>[^\W_])(?P<closing>[”’\"'」』)\]>.]*)(?P<both>은\(는\)|이\(가\)|을\(를\)|와\(과\)|과\(와\)|\(으\)로)"
)
#: How names of digits end when they are read in Korean: 0 as in 십, 백, 천 and 영.
_DIGITS = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}
#: Capitals whose Korean names end in a consonant: 엘, 엠, 엔, 알. A longer word in capitals is read as a word.
_CAPITALS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}
_SPELT_OUT = 5
_RIEUL = 8  # the final ㄹ, after which 로 stands as after a vowel


def final_consonant(word: str) -> str | None:
    """With what consonant a word ends as Koreans read it: "ㄹ", another one, or nothing ("") for a vowel. None where
    that is not certain, as of most foreign words.
    """
    last = word[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return "" if not final else "ㄹ" if final == _RIEUL else "ㅇ"
    if last.isascii() and last.isdigit():
        return _DIGITS.get(last, "")
    if not (last.isascii() and last.isalpha()):
        return None
    letters = re.search(r"[A-Za-z]+$", word)
    run = letters.group() if letters else last
    if run.isupper() and len(run) <= _SPELT_OUT:
        return _CAPITALS.get(last, "")
    low = run.lower()
    if low[-1] in "aeiouy":
        return ""
    if low.endswith(("n", "m", "ng")):
        return "ㄴ"
    return "ㄹ" if low.endswith("l") else None


def particles(sentence: str) -> str:
    """A sentence with the particles that its values take: “가온”은(는) becomes “가온”은. Where the end of a word is not
    certain, both forms stay, as in print.
    """

    def chosen(found: re.Match[str]) -> str:
        before = sentence[: found.start("closing")]
        end = final_consonant(re.split(r"\s", before)[-1])
        if end is None:
            return found.group()
        after_consonant, after_vowel = _PARTICLES[found["both"]]
        open_end = not end or (end == "ㄹ" and found["both"] == "(으)로")
        return found["last"] + found["closing"] + (after_vowel if open_end else after_consonant)

    return _BOTH_FORMS.sub(chosen, sentence)
