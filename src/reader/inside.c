#include "reader/inside.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/pack.h"
#include "base/seal.h"
#include "reader/message.h"
#include "reader/reader.h"

enum { SOCKET = 0, QUESTION_MAX = 64 << 20, ROOM = 32 << 20 };

/* The encodings of the web (WHATWG Encoding 4.2) that are not built into the C library, and those
 * that uchardet guesses, by iconv's names: their tables are files, which have to be loaded before
 * files are given up. */
static const char *const ENCODINGS[] = {"windows-1250", "windows-1251", "windows-1252",
	"windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
	"windows-874", "iso-8859-1", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5",
	"iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-10", "iso-8859-13", "iso-8859-14",
	"iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "macintosh", "mac-cyrillic", "ibm866",
	"ibm852", "ibm855", "ibm865", "tis-620", "viscii", "gb18030", "big5", "big5-hkscs", "cp949",
	"johab", "iso-2022-kr", "iso-2022-cn", "cp932", "euc-jp", "euc-tw", "iso-2022-jp", "utf-16le",
	"utf-32le"};

/* Writes all of it, or ends the process: the parent is gone. */
static void write_bytes(struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(SOCKET, bytes.p, bytes.n);
		if (n < 0 && errno != EINTR)
			_exit(0);
		bytes = str_sub(bytes, n > 0 ? (size_t)n : 0, SIZE_MAX);
	}
}

/* The same for reading. */
static void read_bytes(void *to, size_t n)
{
	char *at = to;
	while (n) {
		ssize_t came = read(SOCKET, at, n);
		if (came == 0 || (came < 0 && errno != EINTR))
			_exit(0);
		if (came > 0)
			at += came, n -= (size_t)came;
	}
}

static struct str receive_str(struct arena *a, size_t n)
{
	char *p = arena_alloc_raw(a, n);
	read_bytes(p, n);
	return (struct str){p, n};
}

static void take_question(struct arena *a, struct message_question *question, struct str *document)
{
	struct message_head head;
	read_bytes(&head, sizeof head);
	if (head.question > QUESTION_MAX || head.document > SIZE_MAX / 2)
		_exit(1);
	struct unpack u = {
		.arena = a, .rest = receive_str(a, head.question), .room = ROOM, .any_encoding = true};
	if (!pack_take(&u, &MESSAGE_QUESTION, question))
		_exit(1);
	*document = receive_str(a, head.document);
}

static void answer_with(struct arena *a, const struct reading *reading,
	const struct reading_end *end, const void *out)
{
	struct str pieces[READING_PIECES];
	reading_pack(a, reading, end, out, pieces);
	size_t n = pieces[0].n + pieces[1].n;
	write_bytes((struct str){(const char *)&n, sizeof n});
	for (size_t i = 0; i < READING_PIECES; i++)
		write_bytes(pieces[i]);
}

static void read_document(struct arena *a, const struct reading *readings)
{
	struct message_question question = {0};
	struct str document;
	struct err err = {0};
	take_question(a, &question, &document);
	assert(question.kind >= 0);
	const struct reading *reading = &readings[question.kind];
	void *out = arena_alloc(a, reading->record->size);
	const struct feed_input in = {document, question.url, question.content_type, question.headers};
	bool well = reading->read(a, &in, out, &err);
	assert(well || err.kind == ERR_SOURCE);
	answer_with(a, reading,
		&(struct reading_end){well, well ? STR_NONE : str_of(err.text)}, out);
}

/* Files that the libraries look for once, while there are files. What iconv opened stays open. */
static void warm_up(void)
{
	for (size_t i = 0; i < ARRAY_COUNT(ENCODINGS); i++)
		iconv_open("UTF-8", ENCODINGS[i]);
	tzset();
	xmlInitParser();
	json_object_seed(0);
	mail_report_start();
}

/* Ends with its parent. Signals of the terminal and of the service manager are the parent's. */
static bool tie_to(pid_t parent)
{
	static const int IGNORED[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
	for (size_t i = 0; i < ARRAY_COUNT(IGNORED); i++)
		signal(IGNORED[i], SIG_IGN);
	return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

/* Keeps the socket alone. */
static bool close_others(int socket)
{
	return dup2(socket, SOCKET) == SOCKET && close_range(SOCKET + 1, ~0U, 0) == 0;
}

_Noreturn void inside_run(int socket, pid_t parent, const struct reading *readings)
{
	struct err err;
	if (!tie_to(parent) || !close_others(socket))
		_exit(1);
	warm_up();
	if (!seal_reader(READER_MEMORY, &err))
		_exit(1);
	/* The parent waits for a first sign, so that it knows of a child that could not be sealed. */
	write_bytes(S("\1"));
	for (;;) {
		struct arena a CLEANUP_ARENA = {0};
		read_document(&a, readings);
	}
}
