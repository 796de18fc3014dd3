"""The house rules, executed: what a reviewer would say, said by the suite."""

import ast
import importlib
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from . import house
from .windows import guard


@pytest.fixture(autouse=True, scope="module")
def forgotten() -> Iterator[None]:
    """Let the parsed files go with the last test that reads them.

    They are two million objects in 365 MB, which the collector went through again and again in the
    tests that came afterwards: 1.2 s of work each time.
    """
    yield
    house.tree.cache_clear()


class Rule(NamedTuple):
    """Something not written here, and what to write instead."""

    pattern: str
    advice: str
    where: tuple[str, ...] = ("mspdesk",)
    but: tuple[str, ...] = ()


DOMAIN = ("models", "rules", "queries", "actions", "runs", "reports", "offers")

# Looked for in the code itself; strings and comments are left out.
IN_CODE = (
    Rule(r"\bprint\(", "log it, or show it", but=("mspdesk/__main__.py",)),
    Rule(
        r"\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(|\btime\.time\(",
        "ask dates.now(), dates.today() or dates.utc_now(), which tests can stop",
        but=("mspdesk/dates.py",),
    ),
    Rule(
        r"(?<!application)\.exec_?\(",
        "nothing waits inside a window; widgets has the few dialogs there are",
        but=("mspdesk/widgets/",),
    ),
    Rule(r"\bQ(Core|Gui)?Application\.instance\(", "hand over what is needed", but=()),
    Rule(r"\.commit\(", "a step of the store commits", but=("mspdesk/database/",)),
    Rule(
        r"\bQMessageBox\b|\bQErrorMessage\b|\bQInputDialog\b",
        "say it beside the field or in the status bar",
        but=("mspdesk/widgets/dialogs.py",),
    ),
    Rule(r"\bQSettings\b", "settings.py keeps this computer's settings"),
    Rule(r"\bPara(graph)?\(", "printing.safe makes text for paper"),
    Rule(
        r"\bsetHtml\(|\binsertHtml\(|\bappendHtml\(|\bfromHtml\(|\bRichText\b|\bAutoText\b",
        "words are plain; widgets.safe shows them",
        but=("mspdesk/widgets/safe.py",),
    ),
    Rule(
        r"\bsetToolTip\((?!(safe\.)?plain_tip\()",
        "widgets.safe.tooltip shows words as they were typed",
        but=("mspdesk/widgets/safe.py",),
    ),
    Rule(r"\bQLabel\(", "widgets.safe.Label is plain text", but=("mspdesk/widgets/",)),
    Rule(
        r"^\s*(from|import)\s+mspdesk\b",
        "imports inside mspdesk are relative",
        but=("mspdesk/database/migrations/",),
    ),
    Rule(
        r"\bclass\s+\w*(Manager|Helpers?|Utils?|Service|Handler|Processor|DTO|VM)\b",
        "call it what the shop calls it",
        where=("mspdesk", "tests", "benchmarks"),
    ),
    Rule(
        r"\bclass\s+Base[A-Z]\w*",
        "there is one base, and it is called Base",
        where=("mspdesk", "tests", "benchmarks"),
    ),
    Rule(
        r"\bunittest\.mock\b|\bMagicMock\b|\bmocker\b",
        "use the real thing; fake only clock, keyring, file dialogs and mail",
        where=("tests",),
    ),
    Rule(
        r"\bpytest\.mark\.(skip|xfail)\b",
        "a test that never runs proves nothing; skipif says when",
        where=("tests",),
    ),
    Rule(
        r"^\s*from dataclasses import .*\bdataclass\b|@dataclasses\.",
        "rows.py makes the same classes, and those that are not used yet cost nothing",
        but=("mspdesk/rows.py",),
    ),
    Rule(r"\b__feature__\b", "our own names are snake_case as they are"),
)

# Looked for in every file that can be read, pictures of words included.
IN_TEXT = (
    Rule(
        r"--(extra-)?index-url|/simpl[e]/|find[-]links|registry *= *\"?http|\"resolved\": *\"http",
        "where packages come from is each computer's own affair",
    ),
    Rule(
        r"files[.]pythonhosted|pypi[.]org|registry[.]npmjs|deb[.]debian[.]org|sources[.]list",
        "where packages come from is each computer's own affair",
    ),
    Rule(
        r"(?<![\w.:-])/(?:work|farm|root|home/\w+|Users/\w+)/|[.][.]/shared/",
        "that folder is on one computer only",
    ),
    Rule(r"^(<{7}|={7}|>{7})( |$)", "finish the merge"),
)


@cache
def quicker(pattern: str) -> str:
    """A pattern that asks for the beginning of a word only where it has found the word.

    An expression that begins with a word is looked for three times as quickly as one that begins
    with the edge of one, and all rules look through all files.
    """
    return re.sub(r"\\b([A-Za-z]{3,})", r"\1(?<=\\b\1)", pattern)


def broken(rules: tuple[Rule, ...], text: str, name: str) -> Iterator[str]:
    """The places in a text that break one of some rules, each with its advice."""
    for rule in rules:
        if rule.but and name.startswith(rule.but):
            continue
        for found in re.finditer(quicker(rule.pattern), text, flags=re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{name}:{line}: {found.group().strip()!r}: {rule.advice}"


def expect_none(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own."""
    __tracebackhide__ = True
    found = list(faults)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_code_follows_the_house_rules() -> None:
    expect_none(
        fault
        for name in house.sources("mspdesk", "tests", "benchmarks")
        for fault in broken(
            tuple(rule for rule in IN_CODE if name.startswith(rule.where)), house.code(name), name
        )
    )


def test_texts_name_no_registry_and_no_folder_of_one_computer() -> None:
    expect_none(
        fault
        for name, text in house.texts().items()
        if not name.startswith("resources/licenses/")
        for fault in broken(IN_TEXT, text, name)
    )


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (IN_CODE, "print(1)"),
        (IN_CODE, "at = datetime.now()"),
        (IN_CODE, "if dialog.exec():"),
        (IN_CODE, "session.commit()"),
        (IN_CODE, "label.setToolTip(name)"),
        (IN_CODE, "class TicketManager(QObject):"),
        (IN_CODE, "from mspdesk.money import Money"),
        (IN_TEXT, "pip install --index" + "-url https://example.com"),
        (IN_TEXT, "see /ro" + "ot/notes.txt"),
    ],
)
def test_a_broken_rule_is_noticed(rules: tuple[Rule, ...], text: str) -> None:
    assert list(broken(rules, text, "mspdesk/tickets/view.py"))


def tokenized(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """What `house.part` answers, by the tokenizer of the library."""
    lines, comments = text.splitlines(keepends=True), []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            comments.append((token.start[0], token.string))
        if token.type in (tokenize.COMMENT, tokenize.STRING):
            (first, begin), (last, end) = token.start, token.end
            for at in range(first, last + 1):
                line = lines[at - 1]
                a, b = begin if at == first else 0, end if at == last else len(line.rstrip("\n"))
                lines[at - 1] = line[:a] + " " * (b - a) + line[b:]
    return "".join(lines), tuple(comments)


TRICKY = r'''
a = "it's # no comment" + 'a "quote"'  # it's "one"
b = """two \""" '' lines
# no comment""" + r"\n\" # two"  # three
c = rb'x' + Br"" + "" + '' + u"one \
two" + """""" + """a "quoted" word"""
d = barb["x"] + (b and"y")# four
'''


def test_strings_and_comments_are_told_from_code_as_python_does() -> None:
    assert house.part(TRICKY) == tokenized(TRICKY)
    for name in ("tests/test_house.py", "tests/house.py", "mspdesk/widgets/safe.py"):
        # From Python 3.12 on, the words of an f-string are tokens of their own.
        if sys.version_info < (3, 12):
            assert house.parted(name) == tokenized(house.read(name)), name


# --- money and names ------------------------------------------------------------------------------


def domain_files() -> list[str]:
    """The files where money, time and decisions are worked out."""
    inside = re.compile(rf"mspdesk/\w+/({'|'.join(DOMAIN)})(\.py|/)")
    return [name for name in house.sources("mspdesk") if inside.match(name)] + ["mspdesk/money.py"]


def test_money_and_time_are_never_floats() -> None:
    floats = re.compile(r"\bfloat\b|\bround\(|(?<![\w.])\d+\.\d+")
    expect_none(
        f"{name}:{number}: {line.strip()}"
        for name in domain_files()
        for number, line in enumerate(house.code(name).splitlines(), 1)
        if floats.search(line)
    )


def test_queries_do_not_write() -> None:
    writes = re.compile(r"\bsession\.(add|add_all|delete|flush|merge)\(|\b(insert|update|delete)\(")
    expect_none(
        f"{name}:{number}: {line.strip()}"
        for name in house.sources("mspdesk")
        if re.match(r"mspdesk/\w+/queries(\.py|/)", name)
        for number, line in enumerate(house.code(name).splitlines(), 1)
        if writes.search(line)
    )


EMPTY_NAMES = {"data", "info", "temp"}
_EMPTY = rf"(?<![.\w])(?:{'|'.join(EMPTY_NAMES)}|dt_\w*)"
MAYBE_EMPTY = re.compile(rf"{_EMPTY}\b")
"""Stands in the code of every file that has such a name; the others need not be parsed."""
INSIDE_WORDS = re.compile(rf"{_EMPTY}\s*:=")
"""The one way in which words, which are no code, could hold a name."""


def stored_names(name: str) -> Iterator[tuple[int, str]]:
    """Every variable and argument that a file names, with its line."""
    for node in house.nodes(name):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def test_variables_say_what_they_hold() -> None:
    expect_none(
        f"{name}:{line}: {word}"
        for name, text in house.sources("mspdesk", "tests", "benchmarks").items()
        if MAYBE_EMPTY.search(house.code(name)) or INSIDE_WORDS.search(text)
        for line, word in stored_names(name)
        if word in EMPTY_NAMES or word.startswith("dt_")
    )


def names_of_others() -> set[str]:
    """Every name that a class of Qt or a font of reportlab has, to tell overrides from our own."""
    from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    modules = (QtCore, QtGui, QtWidgets, QtPrintSupport, QtSvg)
    found = [getattr(module, name) for module in modules for name in dir(module)]
    return {name for one in [*found, TTFont, Canvas] if isinstance(one, type) for name in dir(one)}


def test_only_overrides_are_camel_case() -> None:
    known = names_of_others()
    camel = re.compile(r"\bdef\s+(\w*[a-z][A-Z]\w*)")
    expect_none(
        f"{name}:{code.count(chr(10), 0, found.start()) + 1}: {found[1]}"
        for name in house.sources("mspdesk")
        for code in (house.code(name),)
        for found in camel.finditer(code)
        if found[1] not in known
    )


# --- words ----------------------------------------------------------------------------------------


def spoken(whole: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """The classes and public functions of a module or class, also inside its classes."""
    for node in whole.body:
        if isinstance(node, ast.ClassDef):
            yield node
            yield from spoken(node)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def without_a_sentence(name: str) -> Iterator[str]:
    """The module, classes and public functions of a file that do not say what they are."""
    whole = house.tree(name)
    if not says_something(whole):
        yield name
    for node in spoken(whole):
        if not says_something(node):
            yield f"{name}:{node.lineno}: {node.name}"


def says_something(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> bool:
    """Whether a docstring begins with a whole sentence."""
    first = (ast.get_docstring(node) or "").split("\n\n")[0]
    return first.endswith((".", "?", ":"))


def test_modules_classes_and_functions_say_what_they_are() -> None:
    public = [name for name in house.sources("mspdesk") if "/migrations/" not in name]
    expect_none(fault for name in [*public, "dev.py"] for fault in without_a_sentence(name))


def test_a_package_holds_a_docstring_only() -> None:
    expect_none(
        name
        for name in house.sources("mspdesk")
        if name.endswith("__init__.py") and name != "mspdesk/__init__.py"
        if re.match(r"mspdesk/\w+/__init__\.py$", name)
        if not (len(house.tree(name).body) == 1 and ast.get_docstring(house.tree(name)))
    )


NOQA = re.compile(r"# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*(?P<reason> .*\w{3})?")
IGNORE = re.compile(r"# type: ignore\[[a-z, -]+\](?P<reason> .*\w{3})?")


def unexplained(name: str) -> Iterator[str]:
    """The exceptions to a check in a file that lack a code, or a reason beside or above them."""
    said = dict(house.comments(name))
    for line, comment in said.items():
        if "pragma: no cover" in comment:
            yield f"{name}:{line}: {comment}"
        for word, form in (("noqa", NOQA), ("type: ignore", IGNORE)):
            found = form.search(comment)
            if word in comment and not (found and (found["reason"] or line - 1 in said)):
                yield f"{name}:{line}: {comment}"


def test_every_exception_to_a_check_has_a_code_and_a_reason() -> None:
    files = [*house.sources("mspdesk", "tests", "benchmarks"), "dev.py"]
    expect_none(fault for name in files for fault in unexplained(name))


# --- nothing forgotten ----------------------------------------------------------------------------


def area_order() -> list[str]:
    """The areas of the contract, from the highest down."""
    tool = house.project()["tool"]
    assert isinstance(tool, dict)
    contract = next(one for one in tool["importlinter"]["contracts"] if one["id"] == "order")
    layers = " ".join(contract["layers"])
    names = re.findall(r"\((\w+)\)", layers)
    return names[names.index("binders") : names.index("shop") + 1]


def area_files(name: str) -> list[str]:
    """The areas that have a file of some name, or a folder of that name."""
    found = (re.match(rf"mspdesk/(\w+)/{name}(\.py|/)", one) for one in house.sources("mspdesk"))
    return sorted({match[1] for match in found if match} & set(area_order()))


def test_an_area_has_only_the_files_the_contracts_know() -> None:
    known = {*DOMAIN, "printables", "view", "area", "__init__"}
    inside = re.compile(rf"mspdesk/({'|'.join(area_order())})/(\w+)(\.py|/)")
    expect_none(
        name
        for name in house.sources("mspdesk")
        if (match := inside.match(name)) and match[2] not in known
    )


def test_the_schema_knows_every_table() -> None:
    missing = [area for area in area_files("models") if area not in house.code("mspdesk/schema.py")]
    assert not missing, f"mspdesk/schema.py does not import the models of {missing}"


def test_the_app_knows_every_area() -> None:
    listing = house.read("mspdesk/app/areas.py")
    missing = [area for area in area_files("area") if area not in listing]
    assert not missing, f"mspdesk/app/areas.py does not list {missing}"


def called(node: ast.Call) -> str:
    """The last name of what is called, where it has one."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def promised() -> Iterator[tuple[str, str]]:
    """What areas offer by name, to be imported when it is first called for."""
    for name, text in house.sources("mspdesk").items():
        for node in house.nodes(name) if "Lazy" in text else ():
            if isinstance(node, ast.Call) and called(node).endswith("Lazy"):
                path = node.args[0]
                if isinstance(path, ast.Constant):
                    yield name, str(path.value)


def test_what_is_offered_by_name_is_there() -> None:
    offers = list(promised())
    assert offers
    missing = []
    for name, path in offers:
        module, _, word = path.partition(":")
        try:
            getattr(importlib.import_module(module), word)
        except (ImportError, AttributeError) as fault:
            missing.append(f"{name}: {path}: {fault}")
    expect_none(missing)


def test_only_the_recipe_of_the_bundle_and_its_proof_are_kept_in_build() -> None:
    kept = [name for name in house.tracked() if name.startswith("build/")]
    assert kept == ["build/icons.py", "build/prove.py", "build/pyinstaller.spec"]


def test_no_file_is_larger_than_a_font() -> None:
    large = [name for name in house.tracked() if (house.ROOT / name).stat().st_size > 5_000_000]
    assert not large


def test_texts_end_with_one_line_end_and_have_no_trailing_spaces() -> None:
    ours = re.compile(r"\.(py|md|toml|txt|in|yml|svg|sql)$|Makefile$|/run$")
    untidy = [
        name
        for name, text in house.texts().items()
        if ours.search(name)
        and not name.startswith(("resources/icons/", "resources/licenses/", "tests/snapshots/"))
        and text
        and (
            not text.endswith("\n")
            or text.endswith("\n\n")
            or re.search(r"[ \t]+$", text, re.MULTILINE)
        )
    ]
    assert not untidy


# --- fonts, icons and pins ------------------------------------------------------------------------


def test_every_font_and_the_icons_come_with_their_licence() -> None:
    families = {"Inter": "Inter", "DejaVu": "DejaVu", "Droid": "Droid", "Nanum": "Nanum"}
    licences = [name for name in house.tracked() if name.startswith("resources/licenses/")]
    fonts = [name.rsplit("/", 1)[1] for name in house.tracked() if name.endswith(".ttf")]
    assert fonts
    for font in fonts:
        family = next(found for found in families if font.startswith(found))
        assert any(f"/{families[family]}" in name for name in licences), font
    icons = house.read("resources/licenses/Lucide-ISC-Feather-MIT.txt")
    assert "ISC License" in icons
    assert "MIT License" in icons


def test_digits_on_paper_are_all_of_one_width() -> None:
    from fontTools.ttLib import TTFont

    fonts = [name for name in house.tracked() if re.search(r"Inter(Display)?Print-\w+\.ttf$", name)]
    assert len(fonts) == 5
    for name in fonts:
        font = TTFont(house.ROOT / name)
        widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
        assert len(widths) == 1, name


PINNED = re.compile(r"^([a-z0-9-]+)(?:\[\w+\])?==([\w.]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """The libraries and releases that a requirements file names."""
    return dict(PINNED.findall(house.read(name)))


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_every_pin_has_hashes_and_a_place_in_the_wishes(kind: str) -> None:
    lock = house.read(f"requirements/{kind}.txt")
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert len(entries) == len(pins(f"requirements/{kind}.txt"))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert pins(f"requirements/{kind}.in").items() <= pins(f"requirements/{kind}.txt").items()


def test_testing_uses_the_releases_that_people_run() -> None:
    assert pins("requirements/run.txt").items() <= pins("requirements/dev.txt").items()


def test_the_project_file_asks_for_what_is_pinned() -> None:
    asked = house.project()["project"]
    assert isinstance(asked, dict)
    names = {re.split(r"[\[<>=]", wish)[0] for wish in asked["dependencies"]}
    assert names == set(pins("requirements/run.in"))


def test_there_is_one_version() -> None:
    asked = tomllib.loads(house.read("pyproject.toml"))["project"]["version"]
    assert f'__version__ = "{asked}"' in house.read("mspdesk/__init__.py")


def test_a_widget_that_stands_nowhere_is_not_shown(qapp: object, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QMenu, QWidget

    guard()
    place = tmp_path / "mspdesk" / "tickets" / "view.py"

    def asked(words: str, **known: object) -> None:
        exec(compile(words, str(place), "exec"), known)  # noqa: S102 - as if a view did it

    outer = QWidget()
    inner, menu = QWidget(outer), QMenu()
    for words in ("one.setVisible(True)", "one.show()"):
        with pytest.raises(AssertionError, match="without a parent"):
            asked(words, one=outer)
    assert not outer.isVisible()
    asked("one.setVisible(True)\none.setVisible(False)\nouter.hide()", one=inner, outer=outer)
    asked("one.show()", one=menu)
    menu.close()
