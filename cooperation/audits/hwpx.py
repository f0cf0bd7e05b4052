"""A document as HWPX (OWPML, KS X 6101) for Hancom Office: ruled tables, head repeated, pages numbered.

Written part by part, so that the same sheet gives the same bytes. Lengths are HWPUNIT: 7,200 to an inch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from xml.sax.saxutils import escape

from cooperation.audits.packages import package
from cooperation.audits.sheets import Align, Row, Sheet, Value, card_lines, printable, words

A4 = (59528, 84188)
MARGIN, TOP, BOTTOM, FOOT = 3402, 4252, 4252, 2835  # 12, 15, 15, 10 mm
NUMBER_WIDTH = 5
PADDING = 200
POINT = 100  # of the height of letters

_SPACES = " ".join(
    f'xmlns:{prefix}="http://www.hancom.co.kr/hwpml/{address}"'
    for prefix, address in (
        ("ha", "2011/app"), ("hp", "2011/paragraph"), ("hs", "2011/section"), ("hc", "2011/core"), ("hh", "2011/head"),
        ("hpf", "schema"),
    )
)  # fmt: skip
_SPACES = _SPACES.replace("hwpml/schema", "schema/2011/hpf")
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
_FACES = ("함초롬돋움", "함초롬바탕")

#: Letters: (size in points, bold). Paragraphs: alignment. Borders: (line, colour of the ground).
LETTERS = {"text": (9, False), "head": (9, True), "title": (17, True), "about": (10, False), "card": (11, True),
           "cell": (10, False), "label": (10, True)}  # fmt: skip
ALIGNS: tuple[Align, ...] = ("left", "center", "right")
GROUNDS = {"none": ("NONE", ""), "page": ("NONE", "none"), "box": ("SOLID", ""), "head": ("SOLID", "#E7E7E7")}


def hwpx(sheet: Sheet) -> bytes:
    """The file; the same bytes for the same sheet."""
    landscape = sheet.layout == "table"
    width = A4[1] if landscape else A4[0]
    writer = _Writer(width - 2 * MARGIN)
    first = f'<hp:run charPrIDRef="0">{_page(landscape)}</hp:run><hp:run charPrIDRef="0">{_FOOTER}</hp:run>'
    section = chain(
        [f"{_DECLARED}<hs:sec {_SPACES}>{_paragraph(runs=first)}{_heading(writer, sheet)}"],
        _cards(writer, sheet) if sheet.layout == "cards" else _table(writer, sheet),
        ["</hs:sec>"],
    )
    return package(
        [
            ("mimetype", "application/hwp+zip"),
            ("version.xml", _VERSION),
            ("Contents/header.xml", _header()),
            ("Contents/section0.xml", section),
            ("Preview/PrvText.txt", printable(f"{sheet.title}\r\n" + "\r\n".join(sheet.about))),
            ("settings.xml", _SETTINGS),
            ("META-INF/container.rdf", _RDF),
            ("Contents/content.hpf", _content(sheet)),
            ("META-INF/container.xml", _CONTAINER),
            ("META-INF/manifest.xml", _MANIFEST),
        ]
    )


# ------------------------------------------------------------------------------------------------ the body


_ROWS = "\0"  # where the rows of a table go


class _Writer:
    """Makes tables of a width; each has an id of its own, counted from one."""

    def __init__(self, width: int) -> None:
        self.width, self.tables = width, 0

    def table(self, columns: list[int], rows: Iterable[str], count: int, *, repeats: bool) -> Iterator[str]:
        """The pieces of a paragraph that holds the table, row by row: thousands of them are never held at once."""
        self.tables += 1
        before, after = _paragraph(
            runs=f'<hp:run charPrIDRef="{_letter("text")}">'
            f'<hp:tbl id="{self.tables}" zOrder="{self.tables}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
            f'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="{int(repeats)}" '
            f'rowCnt="{count}" colCnt="{len(columns)}" cellSpacing="0" borderFillIDRef="{_ground("box")}" '
            f'noAdjust="0"><hp:sz width="{sum(columns)}" widthRelTo="ABSOLUTE" height="{count * 1200}" '
            f'heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" '
            f'allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" '
            f'horzAlign="LEFT" vertOffset="0" horzOffset="0"/><hp:outMargin left="0" right="0" top="0" bottom="283"/>'
            f'<hp:inMargin left="{PADDING}" right="{PADDING}" top="141" bottom="141"/>{_ROWS}</hp:tbl>'
            f"<hp:t/></hp:run>"
        ).split(_ROWS)
        yield before
        yield from rows
        yield after


def _cell(
    text: str,
    *,
    at: tuple[int, int],
    width: int,
    letters: str = "text",
    align: Align = "left",
    ground: str = "box",
    across: int = 1,
    head: bool = False,
) -> str:
    """A cell at (row, column)."""
    size = LETTERS[letters][0] * POINT
    return (
        f'<hp:tc name="" header="{int(head)}" hasMargin="0" protect="0" editable="0" dirty="0" '
        f'borderFillIDRef="{_ground(ground)}"><hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" '
        f'vertAlign="CENTER" linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" '
        f'hasNumRef="0">{_lines(text, letters, align)}</hp:subList>'
        f'<hp:cellAddr colAddr="{at[1]}" rowAddr="{at[0]}"/><hp:cellSpan colSpan="{across}" rowSpan="1"/>'
        f'<hp:cellSz width="{width}" height="{size + 282}"/>'
        f'<hp:cellMargin left="{PADDING}" right="{PADDING}" top="141" bottom="141"/></hp:tc>'
    )


def _lines(text: str, letters: str, align: Align) -> str:
    """A paragraph for each line."""
    return "".join(_paragraph(line, letters, align) for line in printable(text).split("\n"))


def _paragraph(
    text: str = "", letters: str = "text", align: Align = "left", *, runs: str = "", page_break: bool = False
) -> str:
    inside = runs or f'<hp:run charPrIDRef="{_letter(letters)}"><hp:t>{escape(text)}</hp:t></hp:run>'
    return (
        f'<hp:p id="0" paraPrIDRef="{ALIGNS.index(align)}" styleIDRef="0" pageBreak="{int(page_break)}" '
        f'columnBreak="0" merged="0">{inside}</hp:p>'
    )


def _heading(writer: _Writer, sheet: Sheet, *, page_break: bool = False) -> str:
    title = _paragraph(printable(sheet.title), "title", "center", page_break=page_break)
    return title + "".join(_paragraph(printable(line), "about") for line in sheet.about)


def _shares(width: int, weights: list[int]) -> list[int]:
    """The width, shared out; the last one takes what is left over."""
    shares = [width * weight // sum(weights) for weight in weights]
    return [*shares[:-1], width - sum(shares[:-1])]


def _table(writer: _Writer, sheet: Sheet) -> Iterator[str]:
    widths = _shares(writer.width, [NUMBER_WIDTH, *(column.width for column in sheet.columns)])
    labels = [sheet.numbered, *sheet.labels()]
    aligns: list[Align] = ["center", *(column.align for column in sheet.columns)]

    def rows() -> Iterator[str]:
        yield _row(_cell(label, at=(0, place), width=widths[place], letters="head", align="center", ground="head",
                         head=True) for place, label in enumerate(labels))  # fmt: skip
        for number, row in enumerate(sheet.rows, 1):
            values: tuple[Value, ...] = (str(number), *row.cells)
            yield _row(_cell(words(value), at=(number, place), width=widths[place], align=aligns[place])
                       for place, value in enumerate(values))  # fmt: skip
        if not sheet.rows:
            yield _row([_cell(sheet.empty, at=(1, 0), width=writer.width, align="center", across=len(labels))])

    return writer.table(widths, rows(), max(1, len(sheet.rows)) + 1, repeats=True)


def _cards(writer: _Writer, sheet: Sheet) -> Iterator[str]:
    if not sheet.rows:
        only = _row([_cell(sheet.empty, at=(0, 0), width=writer.width, align="center")])
        yield from writer.table([writer.width], [only], 1, repeats=False)
    for number, row in enumerate(sheet.rows, 1):
        if number > 1:
            yield _heading(writer, sheet, page_break=True)
        yield from _card(writer, sheet, number, row)


def _card(writer: _Writer, sheet: Sheet, number: int, row: Row) -> Iterator[str]:
    widths = _shares(writer.width, [15, 35, 15, 35])
    rows = [_row([_cell(f"{number}. {row.heading}", at=(0, 0), width=writer.width, letters="card", ground="head",
                        across=4, head=True)])]  # fmt: skip
    for at, line in enumerate(card_lines(sheet.columns, row), 1):
        cells = []
        for place, (label, value) in enumerate(line):
            across = 3 if len(line) == 1 else 1
            width = sum(widths[1:]) if across == 3 else widths[place * 2 + 1]
            cells.append(_cell(label, at=(at, place * 2), width=widths[place * 2], letters="label", align="center",
                               ground="head"))  # fmt: skip
            cells.append(_cell(words(value), at=(at, place * 2 + 1), width=width, letters="cell", across=across))
        rows.append(_row(cells))
    return writer.table(widths, rows, len(rows), repeats=False)


def _row(cells: object) -> str:
    return f"<hp:tr>{''.join(cells)}</hp:tr>"  # type: ignore[arg-type]


def _page(landscape: bool) -> str:
    """The paper, its margins and the page number at its foot. Landscape paper is given upright and turned."""
    border = "".join(
        f'<hp:pageBorderFill type="{kind}" borderFillIDRef="{_ground("none")}" textBorder="PAPER" headerInside="0" '
        f'footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/>'
        f"</hp:pageBorderFill>"
        for kind in ("BOTH", "EVEN", "ODD")
    )
    notes = "".join(
        f'<hp:{kind}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
        f'<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
        f'<hp:noteSpacing betweenNotes="{between}" belowLine="567" aboveLine="850"/>'
        f'<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="{place}" beneathText="0"/></hp:{kind}>'
        for kind, between, place in (("footNotePr", 283, "EACH_COLUMN"), ("endNotePr", 0, "END_OF_DOCUMENT"))
    )
    return (
        '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000" '
        'tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0">'
        '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
        '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
        '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
        'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
        '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
        f'<hp:pagePr landscape="{"NARROWLY" if landscape else "WIDELY"}" width="{A4[0]}" height="{A4[1]}" '
        f'gutterType="LEFT_ONLY"><hp:margin header="{FOOT}" footer="{FOOT}" gutter="0" left="{MARGIN}" '
        f'right="{MARGIN}" top="{TOP}" bottom="{BOTTOM}"/></hp:pagePr>{notes}{border}</hp:secPr>'
        '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
    )


_FOOTER = '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl>'


# ------------------------------------------------------------------------------------------------ the head


def _letter(name: str) -> int:
    return list(LETTERS).index(name)


def _ground(name: str) -> int:
    return list(GROUNDS).index(name) + 1


def _header() -> str:
    each = " ".join(f'{language.lower()}="{{0}}"' for language in _LANGUAGES)
    faces = "".join(
        f'<hh:fontface lang="{language}" fontCnt="{len(_FACES)}">'
        + "".join(
            f'<hh:font id="{number}" face="{face}" type="TTF" isEmbedded="0"><hh:typeInfo familyType="FCAT_GOTHIC" '
            f'weight="6" proportion="4" contrast="0" strokeVariation="1" armStyle="1" letterform="1" midline="1" '
            f'xHeight="1"/></hh:font>'
            for number, face in enumerate(_FACES)
        )
        + "</hh:fontface>"
        for language in _LANGUAGES
    )
    letters = "".join(
        f'<hh:charPr id="{number}" height="{size * POINT}" textColor="#000000" shadeColor="none" useFontSpace="0" '
        f'useKerning="0" symMark="NONE" borderFillIDRef="{_ground("page")}"><hh:fontRef {each.format(0)}/>'
        f"<hh:ratio {each.format(100)}/><hh:spacing {each.format(0)}/><hh:relSz {each.format(100)}/>"
        f"<hh:offset {each.format(0)}/>{'<hh:bold/>' if bold else ''}"
        f'<hh:underline type="NONE" shape="SOLID" color="#000000"/><hh:strikeout shape="NONE" color="#000000"/>'
        f'<hh:outline type="NONE"/><hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
        for number, (size, bold) in enumerate(LETTERS.values())
    )
    grounds = "".join(
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        f'<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        + "".join(
            f'<hh:{side}Border type="{line}" width="0.12 mm" color="#000000"/>'
            for side in ("left", "right", "top", "bottom")
        )
        + '<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>'
        + (f'<hc:fillBrush><hc:winBrush faceColor="{colour}" hatchColor="#999999" alpha="0"/></hc:fillBrush>'
           if colour else "")
        + "</hh:borderFill>"
        for number, (line, colour) in enumerate(GROUNDS.values(), 1)
    )  # fmt: skip
    paragraphs = "".join(
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" '
        f'suppressLineNumbers="0" checked="0"><hh:align horizontal="{align.upper()}" vertical="BASELINE"/>'
        f'<hh:heading type="NONE" idRef="0" level="0"/><hh:breakSetting breakLatinWord="KEEP_WORD" '
        f'breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="0" keepLines="0" pageBreakBefore="0" '
        f'lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/><hh:margin><hc:intent value="0" '
        f'unit="HWPUNIT"/><hc:left value="0" unit="HWPUNIT"/><hc:right value="0" unit="HWPUNIT"/><hc:prev value="0" '
        f'unit="HWPUNIT"/><hc:next value="0" unit="HWPUNIT"/></hh:margin><hh:lineSpacing type="PERCENT" value="130" '
        f'unit="HWPUNIT"/><hh:border borderFillIDRef="{_ground("page")}" offsetLeft="0" offsetRight="0" offsetTop="0" '
        f'offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>'
        for number, align in enumerate(ALIGNS)
    )
    return (
        f'{_DECLARED}<hh:head {_SPACES} version="1.5" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>'
        f'<hh:fontfaces itemCnt="{len(_LANGUAGES)}">{faces}</hh:fontfaces>'
        f'<hh:borderFills itemCnt="{len(GROUNDS)}">{grounds}</hh:borderFills>'
        f'<hh:charProperties itemCnt="{len(LETTERS)}">{letters}</hh:charProperties>'
        '<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'
        '<hh:numberings itemCnt="1"><hh:numbering id="1" start="0"><hh:paraHead start="1" level="1" align="LEFT" '
        'useInstWidth="1" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT" '
        'charPrIDRef="4294967295" checkable="0">^1.</hh:paraHead></hh:numbering></hh:numberings>'
        f'<hh:paraProperties itemCnt="{len(ALIGNS)}">{paragraphs}</hh:paraProperties>'
        '<hh:styles itemCnt="1"><hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" '
        'charPrIDRef="0" nextStyleIDRef="0" langID="1042" lockForm="0"/></hh:styles></hh:refList>'
        '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>'
        '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption></hh:head>'
    )


_VERSION = (
    f'{_DECLARED}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" '
    'tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="1" buildNumber="0" os="1" xmlVersion="1.5" '
    'application="Ieum" appVersion="1"/>'
)  # "taget" is how the format spells it
_SETTINGS = (
    f'{_DECLARED}<ha:HWPApplicationSetting {_SPACES}><ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/>'
    "</ha:HWPApplicationSetting>"
)
_CONTAINER = (
    f'{_DECLARED}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    '<ocf:rootfile full-path="META-INF/container.rdf" media-type="application/rdf+xml"/>'
    "</ocf:rootfiles></ocf:container>"
)
_MANIFEST = f'{_DECLARED}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_PKG = "http://www.hancom.co.kr/hwpml/2016/meta/pkg#"
_RDF = (
    f'{_DECLARED}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    + "".join(
        f'<rdf:Description rdf:about=""><ns0:hasPart xmlns:ns0="{_PKG}" rdf:resource="Contents/{part}.xml"/>'
        f'</rdf:Description><rdf:Description rdf:about="Contents/{part}.xml"><rdf:type rdf:resource="{_PKG}{kind}"/>'
        "</rdf:Description>"
        for part, kind in (("header", "HeaderFile"), ("section0", "SectionFile"))
    )
    + f'<rdf:Description rdf:about=""><rdf:type rdf:resource="{_PKG}Document"/></rdf:Description></rdf:RDF>'
)


def _content(sheet: Sheet) -> str:
    moment = f"{sheet.on.isoformat()}T00:00:00Z"
    names = (("creator", "Ieum"), ("lastsaveby", "Ieum"), ("CreatedDate", moment), ("ModifiedDate", moment))
    metas = "".join(f'<opf:meta name="{name}" content="text">{value}</opf:meta>' for name, value in names)
    return (
        f'{_DECLARED}<opf:package {_SPACES} xmlns:opf="http://www.idpf.org/2007/opf/" version="" '
        f'unique-identifier="" id=""><opf:metadata><opf:title>{escape(printable(sheet.title))}</opf:title>'
        f"<opf:language>ko</opf:language>{metas}</opf:metadata><opf:manifest>"
        '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
        '<opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest><opf:spine>'
        '<opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
        "</opf:package>"
    )
