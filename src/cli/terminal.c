#include "cli/terminal.h"

#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { WIDTH_LEAST = 20 };

static size_t width_of_output(void)
{
	struct winsize size;
	long columns = 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		columns = size.ws_col;
	else if (!str_to_long(str_of(getenv("COLUMNS")), &columns))
		columns = 0;
	return columns < WIDTH_LEAST ? 0 : (size_t)columns;
}

static bool shows_colours(void)
{
	struct str term = str_of(getenv("TERM"));
	return !str_of(getenv("NO_COLOR")).n && term.n && !str_eq(term, S("dumb"));
}

struct terminal terminal_of_output(void)
{
	if (!isatty(STDOUT_FILENO))
		return (struct terminal){0};
	return (struct terminal){true, shows_colours(), width_of_output()};
}

struct str terminal_cut(struct arena *a, struct str text, size_t columns)
{
	struct str rest = text;
	size_t used = 0, fits = 0; /* bytes that leave room for the "…" */
	while (rest.n) {
		int width = utf8proc_charwidth((utf8proc_int32_t)utf8_take(&rest));
		used += width > 0 ? (size_t)width : 0;
		if (used > columns)
			return STR_CAT(a, str_trim(str_sub(text, 0, fits)), S("…"));
		if (used < columns)
			fits = text.n - rest.n;
	}
	return text;
}

void terminal_line(
	const struct terminal *t, const char *before, struct str text, enum terminal_mark mark)
{
	static const char *const marks[] = {[MARK_NONE] = "",
		[MARK_TITLE] = "\33[1m",
		[MARK_FAINT] = "\33[2m",
		[MARK_WARNING] = "\33[33m"};
	struct arena a CLEANUP_ARENA = {0};
	size_t indent = utf8_length(str_of(before));
	bool marked = t->colours && mark != MARK_NONE;
	if (t->width)
		text = terminal_cut(&a, text, t->width > indent + 1 ? t->width - indent : 1);
	printf("%s%s" STR_FMT "%s\n", before, marked ? marks[mark] : "", STR_ARG(text),
		marked ? "\33[0m" : "");
}

static pid_t pager;

static const char *pager_command(void)
{
	const char *own = getenv("TIDINGS_PAGER"), *usual = getenv("PAGER");
	return own ? own : usual ? usual : "less";
}

/* `less` leaves colours as they are (R), ends when all fits (F), and clears nothing (X). */
static void run_pager(const char *command, int from)
{
	dup2(from, STDIN_FILENO);
	close(from);
	setenv("LESS", "FRX", 0);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

bool terminal_page(const struct terminal *t)
{
	const char *command = pager_command();
	int ends[2];
	assert(!pager);
	if (!t->is || !*command || fflush(stdout) != 0 || pipe(ends) != 0)
		return false;
	pager = fork();
	if (pager == 0) {
		close(ends[1]);
		run_pager(command, ends[0]);
	}
	close(ends[0]);
	if (pager > 0)
		dup2(ends[1], STDOUT_FILENO);
	close(ends[1]);
	signal(SIGPIPE, pager > 0 ? SIG_IGN : SIG_DFL); /* who leaves the pager has seen enough */
	return pager > 0;
}

void terminal_end(void)
{
	if (pager <= 0)
		return;
	fflush(stdout);
	clearerr(stdout); /* the pager may have been left before the end */
	close(STDOUT_FILENO);
	while (waitpid(pager, NULL, 0) < 0)
		;
	pager = 0;
}
