"""The store of a site, as tests look into it: SQLite's file, or a database of the PostgreSQL server
that $TEST_POSTGRES names (tests/postgres), when the tests run on that. SQL is SQLite's."""
import atexit
import glob
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import unittest

SERVER = os.environ.get("TEST_POSTGRES")
if SERVER:
    import psycopg2

REFUSED = (sqlite3.IntegrityError, *((psycopg2.Error,) if SERVER else ()))
HERE = os.path.dirname(os.path.abspath(__file__))
of_sqlite_alone = unittest.skipIf(SERVER, "of SQLite alone")


def name_of(site):
    return "s" + hashlib.md5(os.path.realpath(site).encode()).hexdigest()


def place_of(site):
    """As the configuration has it; None for the file of SQLite."""
    return f"{SERVER} dbname={name_of(site)}" if SERVER else None


# The files are copied, which takes half the time of the way through the log of the server.
BY_FILES = "STRATEGY file_copy"


def on_server(*statements, database="postgres"):
    connection = psycopg2.connect(f"{SERVER} dbname={database}")
    connection.autocommit = True
    for statement in statements:
        connection.cursor().execute(statement)
    connection.close()


def configure(site):
    """Says in the site's configuration where its store is."""
    if SERVER:
        with open(f"{site}/feeds/store.conf", "w", encoding="utf-8") as f:
            f.write(f'site {{ store = "{place_of(site)}" }}\n')


def drop(site):
    if SERVER:
        on_server(f"DROP DATABASE IF EXISTS {name_of(site)} WITH (FORCE)")


def make(site, init):
    """Makes the database in which init() makes the store, and what tests need in it."""
    if not SERVER:
        return init()
    drop(site)
    on_server(f"CREATE DATABASE {name_of(site)}")
    atexit.register(drop, site)
    init("--store", place_of(site))
    with open(f"{HERE}/../postgres/functions.sql", encoding="utf-8") as f:
        on_server(f.read(), database=name_of(site))


def copy(site, to):
    """A site with its store, in a folder that may be there."""
    shutil.copytree(site, to, dirs_exist_ok=True)
    if SERVER:
        drop(to)
        on_server(f"CREATE DATABASE {name_of(to)} TEMPLATE {name_of(site)} {BY_FILES}")
        atexit.register(drop, to)
        configure(to)


def keep(site, folder):
    """Keeps the store as it is now in a folder, for restore(). No program has the site open."""
    if SERVER:
        on_server(f"CREATE DATABASE {name_of(folder)} TEMPLATE {name_of(site)} {BY_FILES}")
        atexit.register(drop, folder)
    else:
        with Beside(site) as db, Beside(folder) as to:
            db.backup(to)


def restore(folder, site):
    if SERVER:
        drop(site)
        on_server(f"CREATE DATABASE {name_of(site)} TEMPLATE {name_of(folder)} {BY_FILES}")
    else:
        shutil.copy(f"{folder}/tidings.db", f"{site}/tidings.db")


def contents(site):
    """All bytes that are kept, for a search in them."""
    if SERVER:
        dump = ["pg_dump", f"{SERVER} dbname={name_of(site)}"]
        return subprocess.run(dump, check=True, capture_output=True).stdout
    found = b""
    for path in glob.glob(f"{site}/tidings.db*"):
        with open(path, "rb") as f:
            found += f.read()
    return found


def is_whole(site):
    """Whether the file holds what belongs together. A server sees to that itself."""
    if SERVER:
        return True
    with Beside(site, to_read=True) as db:
        return db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


TRIGGER = re.compile(
    r"CREATE TRIGGER (\w+) (BEFORE .*? ON \w+)(?: WHEN (.*?))? "
    r"BEGIN SELECT RAISE\(ABORT, ('[^']*')\); END$"
)


# Those that SQLite has as well: the program's own for this engine are left out.
TABLES = (
    "(SELECT tablename AS name, 'table' AS type FROM pg_tables WHERE schemaname = 'public' "
    "AND tablename NOT IN ('tidings_schema', 'tidings_commit'))"
)


def refusing(name, when, condition, words):
    return (
        f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF '
        f"{condition or 'true'} THEN RAISE EXCEPTION USING MESSAGE = {words}; END IF; "
        f'RETURN coalesce(new, old); END $$; CREATE TRIGGER "{name}" {when} FOR EACH ROW '
        f'EXECUTE FUNCTION "{name}"()'
    )


def in_words_of_postgres(sql):
    trigger = TRIGGER.match(sql)
    if trigger:
        return refusing(*trigger.groups())
    sql = re.sub(r"\bDROP TRIGGER (IF EXISTS )?(\w+)", r'DROP FUNCTION \1"\2" CASCADE', sql)
    sql = re.sub(r"(?<![\w'])x'", r"'\\x", sql)
    sql = re.sub(r"(?<!\.)verb_word\(", "pg_temp.verb_word(", sql)
    sql = sql.replace("PRAGMA foreign_keys = OFF", "SET session_replication_role = replica")
    sql = re.sub(r"\bchar\((\d+)\)", r"chr(\1)", sql)
    sql = sql.replace("unixepoch()", "CAST(extract(epoch FROM now()) AS BIGINT)")
    sql = sql.replace("FROM sqlite_master", f"FROM {TABLES} AS sqlite_master")
    sql = sql.replace("BEGIN IMMEDIATE", "LOCK TABLE tidings_schema IN EXCLUSIVE MODE")
    numbers = iter(range(1, 1000))
    sql = sql.replace("%", "%%")
    return re.sub(r"\?(\d*)", lambda m: f"%(v{m[1] or next(numbers)})s", sql)


def plain(value):
    if isinstance(value, memoryview):
        return bytes(value)
    return value if value is None or isinstance(value, (str, float)) else int(value)


class Answer:
    def __init__(self, cursor, table):
        self.cursor, self.table, self.rowcount = cursor, table, cursor.rowcount
        self.description = cursor.description

    def fetchall(self):
        return [tuple(map(plain, row)) for row in self.cursor.fetchall()]

    def fetchone(self):
        row = self.cursor.fetchone()
        return row and tuple(map(plain, row))

    def __iter__(self):
        return iter(self.fetchall())

    @property
    def lastrowid(self):
        self.cursor.execute(f"SELECT max(id) FROM {self.table}")
        return self.fetchone()[0]


class Database:
    """A connection to the server that answers as one of the module sqlite3 does."""

    def __init__(self, site):
        self.connection = psycopg2.connect(place_of(site))

    def execute(self, sql, values=()):
        cursor = self.connection.cursor()
        inserted = re.match(r"INSERT INTO (\w+)", sql)
        bound = {f"v{n}": value for n, value in enumerate(values, 1)}
        cursor.execute(in_words_of_postgres(sql), bound)
        return Answer(cursor, inserted and inserted[1])

    def executemany(self, sql, rows):
        for row in rows:
            self.execute(sql, row)

    def create_function(self, name, _, function):
        cases = " ".join(f"WHEN {n} THEN '{function(n)}'" for n in range(64) if function(n))
        self.execute(
            f"CREATE OR REPLACE FUNCTION pg_temp.{name}(bigint) RETURNS text LANGUAGE sql AS "
            f"$$ SELECT CASE $1 {cases} END $$"
        )

    def commit(self):
        self.connection.commit()

    def rollback(self):
        self.connection.rollback()

    def close(self):
        self.connection.close()


class Beside:
    """`with Beside(SITE) as db: db.execute(…)`: all of it is kept, or nothing: after a failure, and
    of what was only to be read."""

    def __init__(self, site, to_read=False, **more):
        self.to_read = to_read
        file = f"file:{site}/tidings.db{'?mode=ro' if to_read else ''}"
        self.db = Database(site) if SERVER else sqlite3.connect(file, uri=True, **more)

    def __enter__(self):
        return self.db

    def __exit__(self, failure, *_):
        self.db.rollback() if failure or self.to_read else self.db.commit()
        self.db.close()
