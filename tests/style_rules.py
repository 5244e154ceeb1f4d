"""The rules of the code, each a function that yields what breaks it. style_test.py runs them."""
import re
from collections import defaultdict
from pathlib import Path

from c_source import ASSERT, arguments, blanked, comments, functions, line_of

COLUMNS, TAB = 100, 4
FILE_LINES, FILE_MEDIAN = 600, 200
FUNCTION_LINES, FUNCTION_HALF, FUNCTION_NINE_TENTHS = 40, 9, 18
TEST_FUNCTION_LINES = 100
PARAMETERS, MANY_PARAMETERS_PERCENT = 6, 1
ASSERTS_IN_1000 = 5
# Data, and what is read by its headings.
TABLES = {"src/parse/text/reference_table.c", "README.md"}

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
UNSAFE = re.compile(r"\b(strcpy|strcat|stpcpy|sprintf|vsprintf|gets|alloca|strncpy|strncat)\s*\(")
# What begins a statement in a string; upper case, as SQL is written here.
SQL = re.compile(
    r'"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|'
    r"CREATE\s+(TABLE|INDEX|TRIGGER|VIEW|UNIQUE|VIRTUAL)\s)"
)
PRINTED_SQL = re.compile(
    r"\b(\w*printf|str_printf|buf_v?addf|sqlite3_\w*mprintf)\s*\((?:[^;]*?)"
    r'"[^";]*\b(SELECT\s+\w|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b)'
)
# What takes SQL as a pointer; QUERY, QUERY_INSERT and SELECT_ADD let only literals through.
SQL_POINTER = re.compile(r"\b(query_open|query_open_insert|query_open_text|select_add)\s*\(")
SQL_POINTER_AT_HOME = ("src/store/query.", "src/store/select.")

# A comparison that reads a meaning out of a text: one argument is a value that is an enum or a
# field now, or a word of ours that stands for one. Two values of one name may be compared with
# each other (has this notice changed?), but a verb never.
COMPARISON = re.compile(
    r"\b(strs?_(?:i?eq|cmp|i?starts|ends|i?find|i?have)|strn?(?:case)?cmp|strstr|memmem)\s*\("
)
VALUE = re.compile(
    r"(?:^|\W)(verb|detail|reason|notice|warnings?|why"
    r"|(?:\w*err|problem|failure)\s*(?:\.|->)\s*text)"
    r"(?:\.[vp]\b)?(?:\s*\[[^\]]*\])?\s*\)*$"
)
WORD = re.compile(
    r'"(?:(approve|reject|defer|edit|merge|split|apart|undo|withdraw)"'
    r'|(Same |The status|Retracted"|the store:|source ")|\s(notice)"'
    r'|((?:NOT_YET_|ACTIVE_NOT_)?RECRUITING|COMPLETED|SUSPENDED|TERMINATED|WITHDRAWN|UNKNOWN)")'
)


class Source:
    """A file: its path from the top of the repository, its text, and for C what is in it."""

    def __init__(self, path, text):
        self.path, self.text, self.lines = path, text, text.count("\n")
        self.in_src = path.startswith("src/")
        self.is_c = path.endswith((".c", ".h"))
        if self.is_c:
            self.code, self.plain = blanked(text, True), blanked(text, False)
            self.functions = list(functions(self.plain))

    @property
    def room(self):
        """src/ROOM/… is ROOM, tests/FOLDER/… is tests/FOLDER; else the file itself."""
        parts = self.path.split("/")
        if self.in_src:
            return parts[1]
        return "/".join(parts[:2]) if len(parts) > 2 else self.path

    def at(self, line):
        return f"{self.path}:{line}"

    def matches(self, pattern, text):
        for match in pattern.finditer(text):
            yield self.at(line_of(text, match.start())), match


# A row of a table and another program's configuration; the value of a setting.
UNBROKEN = {".md": re.compile(r"\||\t"), ".conf": re.compile(r"[^#]*$")}


def width(source):
    unbroken = UNBROKEN.get(Path(source.path).suffix)
    for number, line in enumerate(source.text.split("\n"), 1):
        columns = len(line.expandtabs(TAB))
        if columns > COLUMNS and not (unbroken and unbroken.match(line)):
            yield f"{source.at(number)}: {columns} columns, over {COLUMNS}"


def file_length(source):
    if source.path not in TABLES and source.lines > FILE_LINES:
        yield f"{source.path}: {source.lines} lines, over {FILE_LINES}"


def function_length(source):
    most = FUNCTION_LINES if source.in_src else TEST_FUNCTION_LINES
    for f in source.functions:
        if f.lines > most:
            yield f"{source.at(f.line)}: {f.name} has {f.lines} lines, over {most}"


def header_purpose(source):
    if source.path.endswith(".h") and not source.text.lstrip().startswith("/*"):
        yield f"{source.path}: a header says first what it is for"


CODE_INDENT = 4  # in a comment, examples and tables stand this far to the right


def comment_shape(source):
    """What the formatter leaves where it breaks a comment: a line without its star, or the end
    alone below a line of prose."""
    for line, text in comments(source.text):
        lines = text.split("\n")
        for number, below in enumerate(lines[1:], line + 1):
            if not below.lstrip().startswith("*"):
                yield f"{source.at(number)}: a line of a comment without its star"
        above = lines[-2].lstrip().lstrip("/*") if len(lines) > 1 else ""
        prose = above.strip() and len(above) - len(above.lstrip()) <= CODE_INDENT
        if lines[-1].strip() == "*/" and prose:
            yield f"{source.at(line + len(lines) - 1)}: the end of a comment alone below its text"


TORN_MEMBER = re.compile(
    r"^\t+(?:const )?(?:struct \w+|enum \w+|unsigned|char|bool|\w+_t|long|int|double)(?: \*)?\n"
    r"\t+\*?(\w+)(?:\[[^\]]*\])?;\s*/\*",
    re.M,
)


def torn_members(source):
    """Where the comment behind a member is too long, the formatter breaks the line before it."""
    for where, match in source.matches(TORN_MEMBER, source.text):
        yield f"{where}: {match[1]} is torn from its type: its comment is too long"


def unfinished(source):
    for where, match in source.matches(UNFINISHED, source.text):
        yield f"{where}: unfinished: {match[1]}"


def unsafe_calls(source):
    for where, match in source.matches(UNSAFE, source.plain):
        yield f"{where}: an unbounded call: {match[1]}"


CHOSEN_CALL = re.compile(r"\?\s*\w+\s*:\s*\w+\s*\)\s*\(")


def plain_calls(source):
    """A function is called by its name, so that a search for the name finds the call."""
    for where, match in source.matches(CHOSEN_CALL, source.plain):
        yield f"{where}: a call of one of two functions: {' '.join(match[0].split())}"


def sql_in_store(source):
    """SQL is of the room store alone, and an engine of its own folder in it; every piece of SQL is
    a literal. Nothing asks which engine there is."""
    if source.in_src and source.room != "store":
        for where, _ in source.matches(SQL, source.code):
            yield f"{where}: SQL outside src/store"
    if source.in_src and not source.path.startswith("src/store/sqlite/"):
        for where, match in source.matches(re.compile(r"\bsqlite3(?:_\w+|\.h)"), source.code):
            yield f"{where}: {match[0]} outside src/store/sqlite"
    if source.in_src and source.room != "parse":  # which reads by one of two engines of its own
        for where, _ in source.matches(re.compile(r"\bif \([^;{]*\bengine\b"), source.plain):
            yield f"{where}: which engine there is, is asked"
    if source.in_src:
        for where, _ in source.matches(PRINTED_SQL, source.code):
            yield f"{where}: text printed into SQL"
    if source.in_src and not source.path.startswith(SQL_POINTER_AT_HOME):
        for where, match in source.matches(SQL_POINTER, source.plain):
            yield f"{where}: SQL that may be no literal ({match[0].strip()}"


def compares_meaning(compared):
    """Whether a comparison of these arguments reads a meaning out of a text."""
    values = [match[1] for match in map(VALUE.search, compared) if match]
    words = [argument for argument in compared if WORD.search(argument)]
    if words:
        return True
    alike = len(values) == 2 and values[0] == values[1]
    return bool(values) and not (alike and values[0] != "verb")


# Who may: each has a reason.
MAY_READ_TEXT = {
    "src/desk/people_rules.c",  # a new editor's name must not look like a source's in the log
    "src/model/face_17.c",  # reads what versions up to 17 of the store kept in English
    "src/render/view.c",  # where the notice names the number that its own field gives
    "src/store/migrate_6.c",  # reads the sentences of an older version, once
}


def meaning_in_text(source):
    if not source.in_src or source.path in MAY_READ_TEXT:
        return
    for where, match in source.matches(COMPARISON, source.plain):
        compared = arguments(source.plain, source.code, match.end())
        if compares_meaning(compared):
            call = " ".join(f"{match[1]}({', '.join(compared)})".split())
            yield f"{where}: a meaning is read out of a text: {call}"


OWN_CLOCK = re.compile(r"\b(?:time\(NULL\)|clock_wall_ms\()")
# Who may ask this machine what time it is: each has a reason.
MAY_ASK_MACHINE = {
    "src/base/clock.c",  # is that clock
    "src/base/clock.h",
    "src/cli/dispatch.c",  # for commands without a store
    "src/fetch/fetcher.c",  # how long to wait until the time that a server names
    "src/store/sqlite/driver.c",  # a file is of one machine
}


def own_clock(source):
    """What is kept in a store goes by store_clock: machines whose clocks differ may share it."""
    if source.in_src and source.path not in MAY_ASK_MACHINE:
        for where, match in source.matches(OWN_CLOCK, source.plain):
            yield f"{where}: {match[0]} is of this machine alone; store_clock is of all"


PER_FILE = {"width": width, "file_length": file_length}
PER_C_FILE = {
    "function_length": function_length,
    "header_purpose": header_purpose,
    "comment_shape": comment_shape,
    "torn_members": torn_members,
    "unfinished": unfinished,
    "unsafe_calls": unsafe_calls,
    "plain_calls": plain_calls,
    "sql_in_store": sql_in_store,
    "meaning_in_text": meaning_in_text,
    "own_clock": own_clock,
}


# Names that are given: by the language, and by the C library to whoever replaces its allocator.
GIVEN_NAMES = {"main", "malloc", "calloc", "realloc", "memalign", "aligned_alloc", "posix_memalign"}


def external_names(sources):
    """An external function begins with the name of its room, sub-room or a file of the room."""
    files = defaultdict(set)
    for source in sources:
        files[source.room].add(source.path.rsplit("/", 1)[1].rpartition(".")[0])
    for source in sources:
        allowed = {*files[source.room], *source.path.split("/")[1:-1]}
        for f in source.functions:
            fits = any(f.name == name or f.name.startswith(name + "_") for name in allowed)
            if not f.static and not fits and f.name not in GIVEN_NAMES:
                yield f"{source.at(f.line)}: {f.name} does not name its room or file"


def bare_names(sources):
    """A static name of one word says too little to occur twice in a room."""
    seen = defaultdict(list)
    for source in sources:
        for f in source.functions:
            if f.static and "_" not in f.name:
                seen[source.room, f.name].append(source.at(f.line))
    for (_, name), places in seen.items():
        if len(places) > 1:
            yield f"{name} is a static function at {' and '.join(places)}"


NAMED_FILE = re.compile(r"(?<![\w./])([a-z]\w*)/(?:\w+/)*[a-z0-9_]+\.[ch]\b")


def named_files(sources):
    """A comment that sends the reader to another file names one that is there."""
    paths = {source.path[len("src/") :] for source in sources}
    rooms = {source.room for source in sources}
    for source in sources:
        for line, text in comments(source.text):
            for match in NAMED_FILE.finditer(text):
                if match[1] in rooms and match[0] not in paths:
                    yield f"{source.at(line)}: the comment names {match[0]}, which is not there"


def _share(numbers, tenths):
    """The number that so many tenths of them do not exceed."""
    numbers = sorted(numbers)
    return numbers[len(numbers) * tenths // 10] if numbers else 0


def function_lengths(sources):
    lengths = [f.lines for s in sources if s.path.endswith(".c") for f in s.functions]
    half, most = _share(lengths, 5), _share(lengths, 9)
    if half > FUNCTION_HALF or most > FUNCTION_NINE_TENTHS:
        yield (
            f"half of the functions have up to {half} lines (limit {FUNCTION_HALF}), "
            f"nine tenths up to {most} (limit {FUNCTION_NINE_TENTHS})"
        )


def file_lengths(sources):
    median = _share([s.lines for s in sources if s.path.endswith(".c")], 5)
    if median > FILE_MEDIAN:
        yield f"half of the .c files have over {FILE_MEDIAN} lines: {median}"


def parameters(sources):
    every = [(s, f) for s in sources if s.path.endswith(".c") for f in s.functions]
    many = [f"{s.at(f.line)}: {f.name}" for s, f in every if f.parameters > PARAMETERS]
    if len(many) * 100 > len(every) * MANY_PARAMETERS_PERCENT:
        yield (
            f"{len(many)} of {len(every)} functions have more than {PARAMETERS} parameters, over "
            f"{MANY_PARAMETERS_PERCENT} %:" + "".join(f"\n    {name}" for name in many)
        )


def asserts(sources):
    lines = sum(s.lines for s in sources)
    found = sum(len(ASSERT.findall(s.plain)) for s in sources)
    if found * 1000 < lines * ASSERTS_IN_1000:
        yield f"{found} asserts in {lines} lines, under {ASSERTS_IN_1000} in 1,000"


# Rules over all of src/: what breaks the rule.
OVER_SRC = {
    "external_names": external_names,
    "bare_names": bare_names,
    "named_files": named_files,
    "function_lengths": function_lengths,
    "file_lengths": file_lengths,
    "parameters": parameters,
    "asserts": asserts,
}


def summary(sources):
    lengths = [f.lines for s in sources for f in s.functions] or [0]
    files = [s.lines for s in sources if s.path.endswith(".c") and s.path not in TABLES] or [0]
    return (
        f"src/: {len(sources)} files; functions p50/p90/max "
        f"{_share(lengths, 5)}/{_share(lengths, 9)}/{max(lengths)}; "
        f".c files median/max {_share(files, 5)}/{max(files)}"
    )
