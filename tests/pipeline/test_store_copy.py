"""A site moves to PostgreSQL and back: on a server of this test's own, at a socket alone."""
import contextlib
import glob
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock

os.environ.pop("TEST_POSTGRES", None)  # which site is where, this test says itself

from pipeline import SAMPLE, TIDINGS, TOP, Replay, SiteTest, read, write

TOOLS = (glob.glob("/usr/lib/postgresql/*/bin") or [""])[-1]
if not TOOLS:
    print("PostgreSQL is not installed")
    sys.exit(77)
WEEK_1, WEEK_2 = "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"
SERVER = tempfile.mkdtemp(prefix="tidings-pg-", dir="/tmp")
# What stops a copy after some tables, for as long as a test needs.
SLOW = """CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
IF to_regclass('note') IS NOT NULL AND to_regclass('shown') IS NULL THEN PERFORM pg_sleep(0.2);
END IF;
END $$; CREATE EVENT TRIGGER slow ON ddl_command_end EXECUTE FUNCTION slow()"""
# What changes a value on its way.
ALTER = """CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF new.id = 3 THEN new.title = new.title || ' '; END IF; RETURN new; END $$;
CREATE FUNCTION alters() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
IF to_regclass('item') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'other')
THEN CREATE TRIGGER other BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION other(); END IF;
END $$; CREATE EVENT TRIGGER alters ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
EXECUTE FUNCTION alters()"""


def setUpModule():
    subprocess.run([f"{TOP}/tests/postgres/server.sh", "start", SERVER], check=True)


def tearDownModule():
    subprocess.run([f"{TOP}/tests/postgres/server.sh", "stop", SERVER], check=True)


def psql(sql, database="postgres", user="postgres", status=0):
    command = [f"{TOOLS}/psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", SERVER, "-U", user]
    done = subprocess.run([*command, database], input=sql, capture_output=True, text=True)
    assert done.returncode == status, f"{sql}: {done.stderr}"
    return done.stdout.strip() + done.stderr.strip()


def new_database(name, owner="postgres"):
    psql(f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0")
    return f"host={SERVER} user={owner} dbname={name}"


def tables(database):
    """How many there are, once nobody works there any more."""
    count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    for _ in range(100):
        if psql(count, database) == "1":
            break
        time.sleep(0.1)
    return int(psql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database))


class StoreCopy(SiteTest):
    def setUp(self):
        super().setUp()
        self.use_sample()
        self.database = f"site{self.id().rsplit('.')[-1].lower()[:40]}"
        self.replays = {}

    @property
    def file(self):
        return f"{self.site}/tidings.db"

    def week(self, step, now):
        """One server for a step: its port stands in what is published."""
        if step not in self.replays:
            self.replays[step] = self.enterContext(Replay(SAMPLE, step=step))
        self.port = self.replays[step].port
        self.fetch_in_order(now)

    def first_week(self):
        """Some decisions of every kind, and what readers see of them."""
        self.week(1, WEEK_1)
        first = [item["id"] for item in self.queue(now=WEEK_1)]
        self.tidings("approve", *first[:12], "--as", "ana", now=WEEK_1)
        self.tidings("reject", first[13], "--as", "ben", "--reason", "off topic", now=WEEK_1)
        self.tidings("defer", first[14], "--as", "ben", now=WEEK_1)
        self.tidings("undo", first[13], "--as", "ana", now=WEEK_1)
        self.tidings("publish", now=WEEK_1)

    def second_week(self):
        self.week(2, WEEK_2)
        waiting = [item["id"] for item in self.queue(now=WEEK_2)]
        self.tidings("approve", *waiting[::2], "--as", "ana", now=WEEK_2)
        self.tidings("merge", waiting[1], waiting[3], "--as", "ana", now=WEEK_2)
        self.tidings("withdraw", waiting[0], "--reason", "by mistake", "--as", "ana", now=WEEK_2)
        self.tidings("digest", now=WEEK_2)
        self.tidings("publish", now=WEEK_2)

    def told(self, now):
        """All that the commands say of what the store holds."""
        asked = (("queue", "--json"), ("log", "--json"), ("sources", "--json"), ("stats",))
        searched = (("queue", "--search", "stem cell"), ("list", "--search", "scleroderma"))
        return [self.tidings(*words, now=now) for words in asked + searched]

    def docs(self):
        """What editors find: by which number, and the hash of the words."""
        if os.path.exists(self.file):
            with contextlib.closing(sqlite3.connect(self.file)) as store:
                return store.execute("SELECT item, hex(hash) FROM doc_item ORDER BY doc").fetchall()
        sql = "SELECT item, upper(encode(hash, 'hex')) FROM doc_item ORDER BY doc"
        rows = psql(sql, self.database).splitlines()
        return [(int(item), words) for item, words in (row.split("|") for row in rows)]

    def last_doc(self):
        return psql("SELECT max(rowid) || ' of ' || count(*) FROM doc", self.database)

    def copy(self, source, target, status=0):
        done = self.run_tidings("store", "copy", source, target)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def use(self, place):
        """The site's store is there from now on; None: in its file."""
        if place:
            self.configure(f'site {{ store = "{place}" }}\n', "store.conf")
        else:
            os.remove(f"{self.site}/feeds/store.conf")

    def to_postgres(self):
        """Moves the site into a new database."""
        place = new_database(self.database)
        said = self.copy(self.file, place)
        os.remove(self.file)
        self.use(place)
        return place, said

    def test_no_password_comes_into_a_file_or_a_message(self):
        def refused(place):
            done = self.run_tidings("init", f"{self.site}/other", "--store", place)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertFalse(os.path.exists(f"{self.site}/other"))
            self.assertNotIn("geheim", done.stderr)
            return done.stderr

        self.assertIn("~/.pgpass", refused("host=/nowhere dbname=a password=geheim"))
        self.assertIn("~/.pgpass", refused("postgresql://u:geheim@db.example/a"))
        self.assertIn("%40", refused("postgresql://u:sehr@geheim@db.example/a"))
        self.assertIn("cannot be read", refused("postgresql://u:geheim@[db.example/a"))
        self.assertIn("cannot be read", refused("host=/nowhere pasword=geheim"))
        self.assertIn("cannot be read", refused("hots=/nowhere pasword=geheim"))
        # What libpq cuts within a password, and what is none of its places.
        for place in (
            "postgresql://u:sehr/geheim@db.example/a",
            "postgresql://u:5432/geheim@db.example/a",
            "POSTGRESQL://u:geheim@db.example/a",
            "postgressql://u:geheim@db.example/a",
            "postgresql:/u:geheim@db.example/a",
            "jdbc:postgresql://db.example/a?pwd=geheim",
            "host=/nowhere;user=u;Password=geheim",
            "host=/nowhere,password=geheim user=u",
        ):
            self.assertIn("cannot be read", refused(place))
        for places in ("host=/x pasword=geheim", "f"), ("f", "host=/x pasword=geheim"):
            said = self.copy(*places, 1)
            self.assertNotIn("geheim", said)
        self.copy(self.file, f"{self.site}/a=1 b.db")  # a file
        # A variable of the environment is no secret.
        done = self.run_tidings(
            "init", f"{self.site}/other", "--store", "host=/nowhere dbname=a password=${NO_NAME:-}"
        )
        self.assertIn("cannot reach the store", done.stderr)

    def test_a_site_moves_to_postgres_and_back(self):
        self.first_week()
        published, told = self.public_files(), self.told(WEEK_1)
        twin = f"{self.site}/twin"
        shutil.copytree(self.site, f"{tempfile.gettempdir()}/{self.database}")
        shutil.move(f"{tempfile.gettempdir()}/{self.database}", twin)

        found = self.docs()
        self.assertGreater(len(found), 20)
        place, said = self.to_postgres()
        # Who searches first finds the index made, and makes nothing.
        self.assertIn(f"The words of {len(found)} items were indexed anew", said)
        self.assertEqual(self.docs(), found)
        made = self.last_doc()
        self.assertRegex(said, r"\d\d tables, [1-9]\d+ rows, each read again and the same")
        self.assertIn("The log is whole in it: 16 decisions", said)
        self.assertIn("site { store = ", said)
        self.assertIn("the role that works every day", said)
        self.assertEqual(self.told(WEEK_1), told)
        self.assertEqual(self.last_doc(), made)
        self.tidings("publish", "--all", now=WEEK_1)
        self.assertEqual(self.public_files(), published)

        # The same week on either engine.
        self.second_week()
        further, told = self.public_files(), self.told(WEEK_2)
        self.assertNotEqual(further, published)
        site, self.site = self.site, twin
        self.second_week()
        self.assertEqual(self.public_files(), further)
        self.assertEqual(self.told(WEEK_2), told)
        self.site = site
        shutil.rmtree(twin)
        audited = self.run_tidings("audit", now=WEEK_2).stdout

        found = self.docs()
        said = self.copy(place, self.file)
        self.assertEqual(self.docs(), found)
        self.assertIn(f"{self.file} holds all of user=postgres dbname={self.database}", said)
        self.use(None)
        self.assertEqual(os.stat(self.file).st_mode & 0o777, 0o600)
        self.assertEqual(self.told(WEEK_2), told)
        self.tidings("publish", "--all", now=WEEK_2)
        self.assertEqual(self.public_files(), further)
        self.assertEqual(self.run_tidings("audit", now=WEEK_2).stdout, audited)
        self.assertIn("decisions", audited)

    def test_refusals_touch_nothing(self):
        place, _ = self.to_postgres()
        other = new_database(f"{self.database}2")
        self.copy(place, f"{self.site}/a.db")
        self.assertIn("holds the store of a site already", self.copy(f"{self.site}/a.db", place, 1))
        self.assertIn("is there already", self.copy(place, f"{self.site}/a.db", 1))
        os.rename(f"{self.site}/a.db", f"{self.site}/b.db")
        write(f"{self.site}/a.db-wal", "of another")
        self.assertIn("a.db-wal is there already", self.copy(place, f"{self.site}/a.db", 1))
        self.assertIn("has no store of a site in it", self.copy(other, f"{self.site}/c.db", 1))
        self.assertIn("c.db is not there", self.copy(f"{self.site}/c.db", other, 1))
        self.assertEqual(tables(f"{self.database}2"), 0)
        self.assertFalse(os.path.exists(f"{self.site}/c.db"))
        # What has the store open would go on with what was left behind.
        with self.worker():
            self.assertIn("in use by 1 other program", self.copy(place, f"{self.site}/c.db", 1))
        self.use(f"{place} application_name=desk")
        with self.worker():
            self.assertIn("in use by 1 other program", self.copy(place, f"{self.site}/c.db", 1))
        self.copy(place, self.file)
        self.use(None)
        with self.worker() as worker:
            self.assertIn(f"in use by process {worker.pid}", self.copy(self.file, other, 1))
        self.assertEqual(tables(f"{self.database}2"), 0)
        self.copy(self.file, other)

    @contextlib.contextmanager
    def worker(self):
        """`tidings work`, which has the store open."""
        command = [TIDINGS, "-C", self.site, "work"]
        environment = dict(os.environ, TIDINGS_REPLAY_PORT="9")
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, env=environment
        ) as worker:
            try:
                for _ in range(100):
                    if self.has_store_open(worker.pid):
                        break
                    time.sleep(0.05)
                yield worker
            finally:
                worker.send_signal(signal.SIGTERM)

    def has_store_open(self, pid):
        files = glob.glob(f"/proc/{pid}/fd/*")
        names = [os.readlink(file) for file in files if os.path.islink(file)]
        in_use = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'tidings%'"
        if os.path.exists(self.file):
            return self.file in names
        return psql(in_use, self.database) == "1"

    def test_a_database_without_every_letter_is_refused(self):
        for encoding in "SQL_ASCII", "LATIN1":
            name = f"{self.database[:20]}_{encoding.lower()}"
            psql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'")
            place = f"host={SERVER} user=postgres dbname={name}"
            self.assertIn(f"texts as {encoding}", self.copy(self.file, place, status=1))
            done = self.run_tidings("init", "--store", place, f"{self.site}/{name}")
            self.assertEqual(done.returncode, 1)
            self.assertIn("--encoding=UTF8", done.stderr)
            self.assertEqual(tables(name), 0)

    def test_a_refused_init_does_not_point_at_somebody_elses_store(self):
        place, _ = self.to_postgres()
        new = f"{self.site}/new"

        def init(place, status):
            done = self.run_tidings("init", "--store", place, new)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
            return done.stderr

        self.assertIn("holds the store of a site already", init(place, 1))
        self.assertFalse(os.path.exists(f"{new}/feeds/store.conf"))
        self.assertIn("tidings.db is not there", self.run_tidings("-C", new, "queue").stderr)
        init(new_database(f"{self.database[:30]}2"), 0)
        kept = read(f"{new}/feeds/store.conf")
        init(place, 1)
        self.assertEqual(read(f"{new}/feeds/store.conf"), kept)

    def test_a_copy_that_is_killed_leaves_nothing(self):
        self.first_week()
        place = new_database(self.database)
        psql(SLOW, self.database)
        with self.copying(self.file, place) as copying:
            wait = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
            for _ in range(100):
                if psql(wait) == "1":
                    break
                time.sleep(0.05)
            copying.kill()
        self.assertEqual(copying.returncode, -signal.SIGKILL)
        self.assertEqual(tables(self.database), 0)
        psql("DROP EVENT TRIGGER slow; DROP FUNCTION slow()", self.database)
        self.copy(self.file, place)
        self.assertGreater(tables(self.database), 60)

        for milliseconds in (5, 20, 60, 100, 150):
            with self.copying(place, f"{self.site}/back.db") as copying:
                time.sleep(milliseconds / 1000)
                copying.kill()
            self.assertEqual(os.path.exists(f"{self.site}/back.db"), copying.returncode == 0)
            if copying.returncode == 0:
                break
        else:
            self.copy(place, f"{self.site}/back.db")
        self.assertEqual(glob.glob(f"{self.site}/.*back*"), [])

    def copying(self, source, target):
        command = [TIDINGS, "store", "copy", source, target]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def test_a_value_that_changed_on_its_way_is_found(self):
        self.first_week()
        place = new_database(self.database)
        psql(ALTER, self.database)
        said = self.copy(self.file, place, 1)
        self.assertIn("table item, id 3 differs in the column title", said)
        self.assertEqual(tables(self.database), 0)
        psql("DROP EVENT TRIGGER alters", self.database)
        self.copy(self.file, place)

    def test_the_roles_of_the_manual_are_enough(self):
        """The grants that README.md prints: a role owns the tables, another one works with them."""
        readme = read(f"{TOP}/README.md")
        grants = re.findall(r"(?ms)^    ((?:GRANT|ALTER DEFAULT) .*?;)$", readme)
        self.assertEqual(len(grants), 2, grants)
        psql("CREATE ROLE tidings_owner LOGIN; CREATE ROLE tidings LOGIN")
        self.addCleanup(
            psql, f"DROP DATABASE {self.database}; DROP ROLE tidings; DROP ROLE tidings_owner"
        )
        self.week(1, WEEK_1)
        place = new_database(self.database, "tidings_owner")
        self.copy(self.file, place)
        psql(" ".join(grants), self.database, "tidings_owner")
        os.remove(self.file)
        self.use(place.replace("tidings_owner", "tidings"))
        self.first_week()
        self.second_week()
        self.tidings("editor", "add", "maria", "--password-stdin", input="a long word of hers\n")
        self.tidings("note", 1, "A word", "--as", "maria")
        self.tidings("check")
        self.use(place.replace("user=tidings_owner", ""))
        with unittest.mock.patch.dict(os.environ, {"PGUSER": "tidings_owner"}):
            self.tidings("sources")
        self.what_the_owner_does_first()
        for sql in ("DROP TABLE item", "ALTER TABLE item ADD x text", "CREATE TABLE x (y int)"):
            said = psql(sql, self.database, "tidings", 3)
            self.assertRegex(said, "must be owner|permission denied")

    def what_the_owner_does_first(self):
        """A right that is missing, and a store of an older version."""
        owner = read(f"{self.site}/feeds/store.conf")
        self.use(f"host={SERVER} user=tidings dbname={self.database}")

        def refused(*of):
            done = self.run_tidings("note", 1, "Another", "--as", "maria")
            self.assertEqual(done.returncode, 1)
            for words in (*of, "The owner of the tables grants that", "README, “Roles”"):
                self.assertIn(words, done.stderr)

        psql("REVOKE INSERT ON item_note FROM tidings", self.database, "tidings_owner")
        refused("permission denied for table item_note")
        psql("GRANT INSERT ON item_note TO tidings", self.database, "tidings_owner")
        psql("DROP TABLE tidings_commit", self.database, "tidings_owner")
        refused("permission denied for schema public", "is the first who runs a newer version")
        write(f"{self.site}/feeds/store.conf", owner)
        with unittest.mock.patch.dict(os.environ, {"PGUSER": "tidings_owner"}):
            self.tidings("sources")
        self.use(f"host={SERVER} user=tidings dbname={self.database}")
        self.tidings("note", 1, "Another", "--as", "maria")

    def test_the_server_that_may_be_written_is_taken(self):
        """Of several that the configuration names, as libpq has it."""
        self.to_postgres()
        place = f"host=/nowhere,{SERVER} user=postgres dbname={self.database}"
        self.use(f"{place} target_session_attrs=read-write")
        self.tidings("sources")
        psql(f"ALTER DATABASE {self.database} SET default_transaction_read_only = on")
        done = self.run_tidings("sources")
        self.assertEqual(done.returncode, 1)
        self.assertIn("session is read-only", done.stderr)
        self.use(place)
        done = self.run_tidings("editor", "add", "ana", "--password-stdin", input="a long word\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the server is a standby, or read-only for this role", done.stderr)

    def test_commands_that_need_a_file_say_what_to_do(self):
        place, _ = self.to_postgres()
        done = self.run_tidings("backup", f"{self.site}/b.db")
        self.assertEqual((done.stdout, done.returncode), ("", 1))
        command = re.search(r"`(pg_dump [^`]*)`", done.stderr).group(1)
        subprocess.run(f"{TOOLS}/{command}", shell=True, check=True)
        with open(f"{self.site}/b.db", "rb") as dump:
            self.assertEqual(dump.read(5), b"PGDMP")
        done = self.run_tidings("restore", f"{self.site}/b.db")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the store of this site is in PostgreSQL", done.stderr)
        self.assertIn("pg_restore", done.stderr)
        self.assertFalse(os.path.exists(self.file))

    def test_an_older_dump_comes_back_by_way_of_a_file(self):
        """out/ shows what the dump does not know: no address of it is given to anything else."""
        stale = f"{self.site}/stale.db"
        shutil.copy(self.file, stale)  # the file that stays when a site moves
        place, _ = self.to_postgres()
        joins = ("--lists", "research", "--proof", "asked at the meeting")
        self.tidings("subscriber", "add", "ann@readers.example", *joins)
        self.week(1, WEEK_1)
        self.tidings("approve", self.queue(now=WEEK_1)[0]["id"], "--as", "ana", now=WEEK_1)
        psql("UPDATE item SET backfill = 0", self.database)
        self.tidings("digest", now=WEEK_1)
        dump = f"{self.site}/dump"
        subprocess.run([f"{TOOLS}/pg_dump", "-Fc", "-f", dump, "-d", place], check=True)
        self.first_week()
        shown = set(self.public_files())
        psql(f"DROP DATABASE {self.database} WITH (FORCE)")
        new_database(self.database)
        subprocess.run([f"{TOOLS}/pg_restore", "-d", place, dump], check=True)
        done = self.run_tidings("queue")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is older than what readers see", done.stderr)
        self.assertIn("tidings store copy DATABASE FILE", done.stderr)
        elsewhere = tempfile.mkdtemp(prefix="tidings-back-")
        self.addCleanup(shutil.rmtree, elsewhere)
        self.copy(place, f"{elsewhere}/back.db")
        self.use(None)
        os.rename(stale, self.file)
        self.assertIn("Readers see", self.tidings("restore", f"{elsewhere}/back.db"))
        # What the stale file says of readers and their mail counts for nothing.
        self.assertIn("1 get research", self.tidings("subscriber", "list"))
        for edition in self.tidings("send").splitlines():
            self.assertIn("perhaps it was sent since", edition)
        place = new_database(f"{self.database}2")
        self.copy(self.file, place)
        self.use(place)
        self.first_week()
        self.assertLessEqual(shown, set(self.public_files()))

    def test_a_password_is_taken_from_where_nobody_sees_it(self):
        """From libpq's password file, or the environment; no message says it."""
        place, _ = self.to_postgres()
        psql("CREATE ROLE guarded LOGIN PASSWORD 'hush'; GRANT postgres TO guarded")
        hba = psql("SHOW hba_file")
        write(hba, f"local all guarded scram-sha-256\n{read(hba)}")
        psql("SELECT pg_reload_conf()")
        guarded = place.replace("user=postgres", "user=guarded options='-c role=postgres'")
        words = f"{self.site}/words"
        write(words, f"*:*:{self.database}:guarded:hush\n")
        os.chmod(words, 0o600)
        for configured, environment, status in (
            (guarded, {}, 1),
            (guarded, {"PGPASSFILE": words}, 0),
            (guarded + " password=${TIDINGS_DB:-}", {"TIDINGS_DB": "hush"}, 0),
            (guarded + " password=${TIDINGS_DB:-}", {"TIDINGS_DB": "hush!"}, 1),
            (guarded + " password=${TIDINGS_DB:-}", {"TIDINGS_DB": "hush hush"}, 1),
        ):
            self.use(configured)
            with unittest.mock.patch.dict(os.environ, environment):
                for command in ("sources", "check", "publish"):
                    done = self.run_tidings(command)
                    said = done.stdout + done.stderr
                    self.assertNotIn("hush", said)
                    self.assertEqual(done.returncode, status, said)
                    if command == "check":
                        self.assertEqual("configuration is sound" in said, status == 0)
                        self.assertEqual("nothing works on this site" in said, status == 1)


if __name__ == "__main__":
    unittest.main()
