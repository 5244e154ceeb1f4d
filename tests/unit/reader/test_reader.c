/* Documents that misbehave: each costs itself, and the next one is read by a new child. The parser
 * of one kind of document is replaced by one that does what the document says. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/alloc.h"
#include "base/array.h"
#include "base/file.h"
#include "base/sanitized.h"
#include "reader/reader.h"
#include "reader/reading.h"

static const char FEED[] = "<rss version='2.0'><channel><title>News</title><item>"
						   "<title>A stem cell trial</title><link>https://news.example/1</link>"
						   "</item></channel></rss>";
static char made[] = "/tmp/tidings-reader-made-XXXXXX"; /* what must not come to be */
static pid_t parent;

/* A system call with its arguments; the parent's number stands for PARENT. */
enum { PARENT = -77, EXEC_PAGE = 4096 };
static const struct attempt {
	const char *name;
	bool told; /* it gets an error and goes on; else it dies */
	long number, arguments[6];
} ATTEMPTS[] = {
	{"open a file", true, SYS_open, {(long)"/etc/passwd", O_RDONLY}},
	{"openat", true, SYS_openat, {AT_FDCWD, (long)"/etc/passwd", O_RDONLY}},
	{"read /proc", true, SYS_openat, {AT_FDCWD, (long)"/proc/self/maps", O_RDONLY}},
	{"read the memory", true, SYS_openat, {AT_FDCWD, (long)"/proc/self/mem", O_RDWR}},
	{"make a file", true, SYS_openat, {AT_FDCWD, (long)made, O_CREAT | O_WRONLY, 0600}},
	{"stat", true, SYS_newfstatat, {AT_FDCWD, (long)"/etc/passwd", (long)made, 0}},
	{"access", true, SYS_access, {(long)"/etc/passwd", R_OK}},
	{"readlink", true, SYS_readlink, {(long)"/proc/self/exe", (long)made, 8}},
	{"socket", false, SYS_socket, {AF_INET, SOCK_STREAM, 0}},
	{"socket of unix", false, SYS_socket, {AF_UNIX, SOCK_STREAM, 0}},
	{"socketpair", false, SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, (long)made}},
	{"connect", false, SYS_connect, {0, (long)made, 16}},
	{"bind", false, SYS_bind, {0, (long)made, 16}},
	{"send", false, SYS_sendto, {0, (long)made, 1, 0, 0, 0}},
	{"pass a file", false, SYS_recvmsg, {0, (long)made, 0}},
	{"execve", false, SYS_execve, {(long)"/bin/true", 0, 0}},
	{"execveat", false, SYS_execveat, {AT_FDCWD, (long)"/bin/true", 0, 0, 0}},
	{"fork", false, SYS_fork, {0}},
	{"vfork", false, SYS_vfork, {0}},
	{"clone", false, SYS_clone, {SIGCHLD, 0, 0, 0, 0}},
	{"clone3", false, SYS_clone3, {(long)made, 64}},
	{"ptrace", false, SYS_ptrace, {PTRACE_ATTACH, PARENT, 0, 0}},
	{"kill", false, SYS_kill, {PARENT, SIGTERM}},
	{"tgkill", false, SYS_tgkill, {PARENT, PARENT, SIGTERM}},
	{"read a process", false, SYS_process_vm_readv, {PARENT, 0, 0, 0, 0, 0}},
	{"take a descriptor", false, SYS_pidfd_open, {PARENT, 0}},
	{"code by mmap", false, SYS_mmap,
		{0, EXEC_PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0}},
	{"code by mprotect", false, SYS_mprotect, {(long)&made, 0, PROT_READ | PROT_EXEC}},
	{"code in memory", false, SYS_memfd_create, {(long)"x", 0}},
	{"unlink", false, SYS_unlink, {(long)made}},
	{"mkdir", false, SYS_mkdir, {(long)made, 0700}},
	{"rename", false, SYS_rename, {(long)"/etc/passwd", (long)made}},
	{"chmod", false, SYS_chmod, {(long)made, 0777}},
	{"more memory", false, SYS_prlimit64, {0, 9, (long)made, 0}},
	{"prctl", false, SYS_prctl, {4, 1, 0, 0, 0}},
	{"another filter", false, SYS_seccomp, {1, 0, 0}},
	{"ioctl", false, SYS_ioctl, {0, 0, 0}},
	{"dup", false, SYS_dup, {0}},
	{"unshare", false, SYS_unshare, {CLONE_NEWUSER}},
	{"mount", false, SYS_mount, {0, 0, 0, 0, 0}},
	{"bpf", false, SYS_bpf, {0, 0, 0}},
	{"io_uring", false, SYS_io_uring_setup, {1, (long)made}},
	{"userfaultfd", false, SYS_userfaultfd, {0}},
	{"keys", false, SYS_keyctl, {0, 0, 0}},
	{"shared memory", false, SYS_shmget, {0, 4096, 0}},
};

static void attempt(const struct attempt *what, struct arena *a, struct reader_reason *out)
{
	long x[6];
	for (size_t i = 0; i < 6; i++)
		x[i] = what->arguments[i] == PARENT ? parent : what->arguments[i];
	long result = syscall(what->number, x[0], x[1], x[2], x[3], x[4], x[5]);
	out->text = str_printf(a, "%ld %s", result, result < 0 ? strerrorname_np(errno) : "");
}

/* The 32-bit way into the kernel, whose numbers are others: getpid. */
static void call_as_32_bit(void)
{
#if defined(__x86_64__)
	__asm__ volatile("int $0x80" : : "a"(20) : "memory");
#else
	abort();
#endif
}

static void tell(const void *bytes, size_t n)
{
	if (write(0, bytes, n) != (ssize_t)n)
		_exit(3);
}

static void lie(struct str how)
{
	size_t much = SIZE_MAX, some = 1000;
	if (str_eq(how, S("much")))
		tell(&much, sizeof much);
	if (str_eq(how, S("little"))) {
		tell(&some, sizeof some);
		tell("abc", 3);
		_exit(0);
	}
	if (str_eq(how, S("never ends"))) {
		tell(&some, sizeof some);
		for (;;)
			;
	}
	if (str_eq(how, S("nonsense"))) {
		tell(&some, sizeof some);
		char nonsense[1000];
		memset(nonsense, 0xF7, sizeof nonsense);
		tell(nonsense, sizeof nonsense);
		for (;;)
			;
	}
}

static void use_up_memory(void)
{
	for (size_t i = 0; i < 64; i++)
		memset(alloc_bytes(16 << 20), 1, 16 << 20);
}

static volatile int *volatile nowhere; /* the compiler does not know where it leads */

static void misbehave(struct arena *a, struct str what, struct reader_reason *out)
{
	for (size_t i = 0; i < ARRAY_COUNT(ATTEMPTS); i++)
		if (str_eq(what, str_of(ATTEMPTS[i].name)))
			attempt(&ATTEMPTS[i], a, out);
	if (str_starts(what, S("lie: ")))
		lie(str_sub(what, 5, SIZE_MAX));
	if (str_eq(what, S("crash")))
		*nowhere = 1;
	if (str_eq(what, S("abort")))
		abort();
	if (str_eq(what, S("exit")))
		_exit(0);
	if (str_eq(what, S("32 bit")))
		call_as_32_bit();
	if (str_eq(what, S("memory")))
		use_up_memory();
	while (str_eq(what, S("spin")))
		;
}

static bool read_misbehaving(
	struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	struct reader_reason *reason = out;
	reason->text = S("read");
	misbehave(a, in->bytes, reason);
	return !str_eq(in->bytes, S("fail")) ||
		err_set_kind(err, ERR_SOURCE, "this document is another");
}

static struct reading readings[READING_COUNT];
static struct arena arena;
static struct err err;

static struct reader *reader_with(long cpu_seconds, long seconds)
{
	memcpy(readings, READINGS, sizeof readings);
	readings[READING_REASON].read = read_misbehaving;
	parent = getpid();
	struct reader *r = reader_new(
		&(struct reader_options){
			.readings = readings, .cpu_seconds = cpu_seconds, .seconds = seconds},
		&err);
	if (!r)
		fail_msg("%s", err.text);
	return r;
}

static bool try(struct reader *r, const char *what, struct reader_reason *out)
{
	memset(&err, 0, sizeof err);
	return reader_reason(r, &arena, str_of(what), out, &err);
}

/* The next document is read as if nothing had been. */
static void assert_reads(struct reader *r)
{
	struct reader_feed feed;
	if (!reader_feed(r, &arena,
			&(struct feed_input){str_of(FEED), S("https://news.example/"), STR_NONE, {0}}, &feed,
			&err))
		fail_msg("%s", err.text);
	assert_int_equal(feed.entries.n, 1);
	assert_string_equal(str_cstr(&arena, feed.entries.v[0].title), "A stem cell trial");
	assert_string_equal(str_cstr(&arena, feed.entries.v[0].url), "https://news.example/1");
}

static void assert_broke(struct reader *r, const char *what, const char *how)
{
	struct reader_reason out;
	if (try(r, what, &out))
		fail_msg("%s: " STR_FMT, what, STR_ARG(out.text));
	assert_int_equal(err.kind, ERR_READER);
	if (!strstr(err.text, "the document broke the reader") || !strstr(err.text, how))
		fail_msg("%s: %s", what, err.text);
	assert_int_equal(out.text.n, 0);
}

static int clear(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void reads_many(void **state)
{
	(void)state;
	struct reader *r = reader_with(0, 0);
	struct reader_reason out;
	for (int i = 0; i < 20; i++)
		assert_reads(r);
	assert_true(try(r, "anything", &out));
	assert_string_equal(str_cstr(&arena, out.text), "read");
	assert_false(try(r, "fail", &out));
	assert_int_equal(err.kind, ERR_SOURCE);
	assert_string_equal(err.text, "this document is another");
	assert_reads(r);
	reader_free(r);
}

/* GMime finds all that it needs inside: mail of every sort, also with charsets in its fields. */
static void reads_mail(void **state)
{
	static const struct {
		const char *name;
		enum mail_report_kind kind;
	} CASES[] = {{"unknown", MAIL_DELIVERY}, {"full", MAIL_DELIVERY}, {"abuse", MAIL_FEEDBACK},
		{"leave", MAIL_UNSUBSCRIBE}, {"vacation", MAIL_AUTOMATIC}, {"charsets", MAIL_OTHER}};
	(void)state;
	struct reader *r = reader_with(0, 0);
	for (size_t i = 0; i < ARRAY_COUNT(CASES); i++) {
		struct mail_report report;
		struct str bytes,
			path = str_printf(
				&arena, "%s/tests/fuzz/seeds/mail_report/%s.eml", SOURCE_DIR, CASES[i].name);
		assert_true(file_read(&arena, path.p, 1 << 20, &bytes, &err));
		if (!reader_mail_report(r, &arena, bytes, &report, &err))
			fail_msg("%s: %s", CASES[i].name, err.text);
		assert_int_equal(report.kind, CASES[i].kind);
		if (report.kind == MAIL_DELIVERY)
			assert_true(report.recipients[0].status.class == 5 && report.addresses.n);
	}
	reader_free(r);
}

/* Dates too, for which a library might look for time zones. */
static void reads_received_mail(void **state)
{
	(void)state;
	struct reader *r = reader_with(0, 0);
	struct mail_received received;
	struct str bytes,
		path = str_printf(&arena, "%s/tests/fuzz/seeds/mail_received/google.eml", SOURCE_DIR);
	assert_true(file_read(&arena, path.p, 1 << 20, &bytes, &err));
	if (!reader_mail_received(r, &arena, bytes, &received, &err))
		fail_msg("%s", err.text);
	assert_int_equal(received.arrived - received.date, 3);
	assert_true(str_eq(received.name, S("mail.example.org")));
	assert_int_equal(received.result_count, 3);
	reader_free(r);
}

/* The tables that charsets need are files, which the child no longer reaches. */
static void reads_other_charsets(void **state)
{
	static const struct {
		const char *name, *bytes, *title;
	} CASES[] = {
		{"windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет"},
		{"koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет"},
		{"iso-8859-2", "\xB1\xE6", "ąć"},
		{"Shift_JIS", "\x93\xFA\x96\x7B", "日本"},
		{"euc-jp", "\xC6\xFC\xCB\xDC", "日本"},
		{"gb2312", "\xC4\xE3\xBA\xC3", "你好"},
		{"big5", "\xA7\x41\xA6\x6E", "你好"},
		{"euc-kr", "\xBE\xC8\xB3\xE7", "안녕"},
		{"iso-2022-jp", "\x1B$B\x46\x7C\x4B\x5C\x1B(B", "日本"},
		{"macintosh", "\x8E", "é"},
		{"iso-8859-15", "\xA4", "€"},
	};
	(void)state;
	struct reader *r = reader_with(0, 0);
	for (size_t i = 0; i < ARRAY_COUNT(CASES); i++) {
		struct reader_feed feed;
		struct feed_input in = {.bytes = str_printf(&arena,
									"<?xml version='1.0' encoding='%s'?><rss version='2.0'>"
									"<channel><title>%s</title></channel></rss>",
									CASES[i].name, CASES[i].bytes)};
		in.bytes = str_printf(&arena,
			"<?xml version='1.0' encoding='%s'?><rss version='2.0'><channel><item><title>%s"
			"</title><link>https://news.example/</link></item></channel></rss>",
			CASES[i].name, CASES[i].bytes);
		assert_true(reader_feed(r, &arena, &in, &feed, &err));
		assert_int_equal(feed.entries.n, 1);
		assert_string_equal(str_cstr(&arena, feed.entries.v[0].title), CASES[i].title);
	}
	reader_free(r);
}

static void is_shut_in(void **state)
{
	(void)state;
	struct reader *r = reader_with(0, 0);
	signal(SIGTERM, SIG_DFL);
	for (size_t i = 0; i < ARRAY_COUNT(ATTEMPTS); i++) {
		struct reader_reason out;
		bool read = try(r, ATTEMPTS[i].name, &out);
		if (ATTEMPTS[i].told != read)
			fail_msg("%s: " STR_FMT " %s", ATTEMPTS[i].name, STR_ARG(out.text), err.text);
		if (read)
			assert_string_equal(str_cstr(&arena, out.text), "-1 EACCES");
		else if (!strstr(err.text, "Bad system call"))
			fail_msg("%s: %s", ATTEMPTS[i].name, err.text);
		assert_int_equal(access(made, F_OK), -1);
		assert_reads(r);
	}
	assert_broke(r, "32 bit", "Bad system call");
	reader_free(r);
}

static void outlives_its_documents(void **state)
{
	(void)state;
	struct reader *r = reader_with(1, 0);
	assert_broke(r, "crash", "signal");
	assert_reads(r);
	assert_broke(r, "abort", "signal");
	assert_reads(r);
	assert_broke(r, "exit", "");
	assert_reads(r);
	assert_broke(r, "spin", "it took too long");
	assert_reads(r);
	if (!SANITIZED) /* which have no limit: base/seal.h */
		assert_broke(r, "memory", "it needs too much memory");
	assert_reads(r);
	reader_free(r);
}

static void believes_no_lies(void **state)
{
	(void)state;
	struct reader *r = reader_with(0, 2);
	assert_broke(r, "lie: much", "it gave too much");
	assert_reads(r);
	assert_broke(r, "lie: little", "");
	assert_reads(r);
	assert_broke(r, "lie: nonsense", "its answer makes no sense");
	assert_reads(r);
	reader_free(r);
	r = reader_with(0, 1);
	assert_broke(r, "lie: never ends", "it took too long");
	reader_free(r);
}

static int open_descriptors(void)
{
	int n = 0;
	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void leaves_nothing_behind(void **state)
{
	(void)state;
	int before = open_descriptors();
	struct reader *r = reader_with(0, 0);
	for (int i = 0; i < 5; i++)
		assert_broke(r, "exit", "");
	reader_free(r);
	assert_int_equal(open_descriptors(), before);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void count_call(void *user)
{
	++*(int *)user;
}

/* What must not wait is done while a document takes its time, which ends by the clock too. */
static void calls_meanwhile(void **state)
{
	(void)state;
	int calls = 0;
	memcpy(readings, READINGS, sizeof readings);
	readings[READING_REASON].read = read_misbehaving;
	struct reader *r = reader_new(
		&(struct reader_options){
			.readings = readings, .seconds = 2, .meanwhile = count_call, .user = &calls},
		&err);
	assert_non_null(r);
	assert_broke(r, "spin", "it took too long");
	assert_true(calls >= 1);
	assert_reads(r);
	reader_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(reads_many, clear),
		cmocka_unit_test_teardown(reads_other_charsets, clear),
		cmocka_unit_test_teardown(reads_mail, clear),
		cmocka_unit_test_teardown(reads_received_mail, clear),
		cmocka_unit_test_teardown(is_shut_in, clear),
		cmocka_unit_test_teardown(outlives_its_documents, clear),
		cmocka_unit_test_teardown(believes_no_lies, clear),
		cmocka_unit_test_teardown(leaves_nothing_behind, clear),
		cmocka_unit_test_teardown(calls_meanwhile, clear),
	};
	int fd = mkstemp(made); /* a name that is nobody's */
	close(fd);
	unlink(made);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
