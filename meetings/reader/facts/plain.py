"""Text as it was meant before scanning and typesetting."""

from __future__ import annotations

import re

# Latin letters that scanning puts in place of digits, in words that are otherwise numbers.
_NOISY = re.compile(r"(?<![A-Za-z가-힣0-9])(?=[0-9OoIl]*[OoIl])[0-9OoIl]{1,4}(?![A-Za-z0-9])")
_SAME_LENGTH = str.maketrans("∼～〜–—−‘’`´．／：（）\u00a0\u3000", "~~~---''''./:()  ")


def plain_text(text: str) -> str:
    """The text with look-alike characters and scanning noise in numbers replaced, position for position."""
    text = text.translate(_SAME_LENGTH)

    def digits(match: re.Match[str]) -> str:
        word = match.group()
        clock = len(word) == 2 and re.search(r"[0-9OoIl]:$", text[max(0, match.start() - 2) : match.start()])
        if (
            not clock
            and not any(c.isdigit() for c in word)
            and not (
                re.match(r"\s?[.월일]", text[match.end() : match.end() + 2])
                and re.search(r"\d\s?[.년월]\s?$", text[max(0, match.start() - 4) : match.start()])
            )
        ):
            return word
        return word.translate(str.maketrans("OoIl", "0011"))

    return _NOISY.sub(digits, text)
