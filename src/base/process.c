#include "base/process.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

enum { FIELD_MAX = 256, STAT_MAX = 4096, START_FIELD = 20 /* after the state: field 22 of stat */ };

/* The numbers of a mark. */
struct mark {
	struct str machine, boot, space;
	long number, start;
};

static bool mark_read(struct str text, struct mark *out)
{
	out->machine = str_cut(&text, '/');
	out->boot = str_cut(&text, '/');
	out->space = str_cut(&text, '/');
	return out->machine.n && out->boot.n && out->space.n &&
		str_to_long(str_cut(&text, '/'), &out->number) && str_to_long(text, &out->start);
}

/* When a process started, in ticks since the machine did; -1: there is no such process. Its name,
 * in brackets, may hold anything. */
static long start_of(struct arena *a, long number)
{
	struct str stat;
	long start;
	if (!file_read(a, str_cstr(a, str_printf(a, "/proc/%ld/stat", number)), STAT_MAX, &stat, NULL))
		return -1;
	for (size_t at; (at = str_find(stat, S(") "))) != STR_NOT_FOUND;)
		stat = str_sub(stat, at + 2, SIZE_MAX);
	for (int i = 1; i < START_FIELD; i++)
		str_cut(&stat, ' ');
	return str_to_long(str_cut(&stat, ' '), &start) ? start : -1;
}

static struct str read_id(struct arena *a, const char *path)
{
	struct str id;
	return file_read(a, path, FIELD_MAX, &id, NULL) ? str_trim(id) : STR_NONE;
}

struct str process_machine(struct arena *a)
{
	return read_id(a, "/etc/machine-id");
}

static struct str boot_id(struct arena *a)
{
	return read_id(a, "/proc/sys/kernel/random/boot_id");
}

/* "4026531836" of "pid:[4026531836]": numbers of processes mean something within it alone. */
static struct str number_space(struct arena *a)
{
	char link[FIELD_MAX];
	ssize_t n = readlink("/proc/self/ns/pid", link, sizeof link);
	struct str text = {link, n > 0 ? (size_t)n : 0};
	str_cut(&text, '[');
	return str_copy(a, str_cut(&text, ']'));
}

struct str process_mark(struct arena *a)
{
	struct str boot = boot_id(a), space = number_space(a);
	long number = getpid(), start = start_of(a, number);
	struct str machine = process_machine(a);
	if (!boot.n || !space.n || start < 0)
		return STR_NONE;
	return str_printf(a, STR_FMT "/" STR_FMT "/" STR_FMT "/%ld/%ld",
		STR_ARG(str_or(machine, S("unknown"))), STR_ARG(boot), STR_ARG(space), number, start);
}

bool process_has_ended(struct str text)
{
	struct arena a CLEANUP_ARENA = {0};
	struct mark mark;
	struct str boot = boot_id(&a);
	if (!mark_read(text, &mark) || !boot.n)
		return false;
	if (!str_eq(mark.boot, boot))
		return str_eq(mark.machine, process_machine(&a));
	return str_eq(mark.space, number_space(&a)) && start_of(&a, mark.number) != mark.start;
}
