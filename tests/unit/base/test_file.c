#include "check.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

/* A folder of the test's own, left behind empty and removed. */
static char folder[] = "/tmp/tidings-file-XXXXXX";
static struct arena arena;

static int start(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	char *command = str_cstr(
		&arena, str_printf(&arena, "chmod -R u+w %s && rm -r %s", folder, folder));
	int status = system(command);
	arena_free(&arena);
	return status;
}

static char *path_of(const char *name)
{
	return str_cstr(&arena, str_printf(&arena, "%s/%s", folder, name));
}

static size_t count_names(const char *path)
{
	size_t n = 0;
	DIR *d = opendir(path);
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

static struct str content(const char *path)
{
	struct str bytes;
	assert_true(file_read(&arena, path, 1 << 20, &bytes, NULL));
	return bytes;
}

static void test_read(void **state)
{
	struct err err;
	struct str bytes = S("untouched");
	char *path = path_of("read");
	(void)state;
	assert_true(file_replace(path, S("a\0b"), NULL, &err));
	assert_true(file_read(&arena, path, 3, &bytes, &err));
	assert_str(bytes, S("a\0b"));
	assert_int_equal(bytes.p[3], 0);
	assert_false(file_read(&arena, path, 2, &bytes, &err));
	assert_true(str_ends(str_of(err.text), S("read is longer than 2 bytes")));
	assert_int_equal(err.kind, ERR_USER);
	assert_false(file_read(&arena, path_of("absent"), 10, &bytes, &err));
	assert_non_null(strstr(err.text, "absent: No such file"));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_false(file_read(&arena, folder, 10, &bytes, &err));
	assert_non_null(strstr(err.text, "Is a directory"));
	assert_false(
		file_read(&arena, "/dev/zero", 100000, &bytes, &err)); /* an endless file ends at the cap */
	assert_true(file_read(&arena, "/dev/null", 0, &bytes, &err));
	assert_int_equal(bytes.n, 0);
}

static void test_standard_input(void **state)
{
	int ends[2], before = dup(STDIN_FILENO);
	struct str bytes;
	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "<p>", 3), 3);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	assert_true(file_read(&arena, "-", 10, &bytes, NULL));
	assert_str(bytes, S("<p>"));
	assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), 0); /* still open */
	dup2(before, STDIN_FILENO);
	close(before);
}

static void test_replace(void **state)
{
	enum file_change change;
	struct err err;
	struct stat first, then;
	char *path = path_of("pages/a/index.html");
	(void)state;
	assert_true(file_replace(path, S("one"), &change, &err));
	assert_int_equal(change, FILE_WRITTEN);
	assert_int_equal(stat(path, &first), 0);
	assert_int_equal(first.st_mode & 0777, 0644); /* a web server of another user reads it */
	/* Long ago, so that a write would show. */
	assert_int_equal(utimensat(AT_FDCWD, path, (struct timespec[]){{1000, 0}, {1000, 5}}, 0), 0);
	assert_true(file_replace(path, S("one"), &change, &err));
	assert_int_equal(change, FILE_UNCHANGED);
	assert_int_equal(stat(path, &then), 0);
	assert_true(
		then.st_ino == first.st_ino && then.st_mtim.tv_sec == 1000 && then.st_mtim.tv_nsec == 5);
	assert_true(file_replace(path, S("two"), &change, &err)); /* the same length */
	assert_int_equal(change, FILE_WRITTEN);
	assert_str(content(path), S("two"));
	assert_true(file_replace(path, STR_NONE, &change, &err));
	assert_int_equal(change, FILE_WRITTEN);
	assert_int_equal(content(path).n, 0);
	assert_int_equal(count_names(path_of("pages/a")), 1);
}

/* Who has the old file open reads it to its end. */
static void test_readers_see_one_file(void **state)
{
	char *path = path_of("atomic"), seen[4] = "";
	(void)state;
	assert_true(file_replace(path, S("old"), NULL, NULL));
	int fd = open(path, O_RDONLY);
	assert_true(file_replace(path, S("new"), NULL, NULL));
	assert_int_equal(read(fd, seen, 3), 3);
	assert_string_equal(seen, "old");
	close(fd);
	assert_str(content(path), S("new"));
}

static void test_large(void **state)
{
	char *bytes = malloc(3 << 20);
	struct str large = {bytes, 3 << 20}, back;
	(void)state;
	memset(bytes, 'x', large.n);
	assert_true(file_replace(path_of("large"), large, NULL, NULL));
	assert_true(file_read(&arena, path_of("large"), large.n, &back, NULL));
	assert_true(str_eq(large, back));
	free(bytes);
}

static void test_failures(void **state)
{
	struct err err;
	enum file_change change = FILE_WRITTEN;
	(void)state;
	assert_true(file_replace(path_of("plain"), S("x"), NULL, &err));
	assert_false(file_replace(path_of("plain/below"), S("x"), &change, &err));
	assert_int_equal(change, FILE_UNCHANGED);
	assert_non_null(strstr(err.text, "/plain"));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_true(file_make_folder(path_of("taken/inner"), &err));
	assert_false(file_replace(path_of("taken"), S("x"), NULL, &err)); /* a folder is in its place */
	assert_non_null(strstr(err.text, "cannot write"));
	assert_int_equal(count_names(path_of("taken")), 1);
	size_t names = count_names(folder);
	assert_false(file_replace(path_of("taken"), S("x"), NULL, NULL));
	assert_int_equal(count_names(folder), names); /* no temporary file is left */
}

/* A full disk, as a limit on the size of files. */
static void test_no_room(void **state)
{
	(void)state;
	char *path = path_of("full/page"), *inside = path_of("full");
	assert_true(file_replace(path, S("old"), NULL, NULL));
	pid_t child = fork();
	if (child == 0) {
		struct err err;
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, 1000});
		char bytes[5000] = {0};
		bool failed = !file_replace(path, (struct str){bytes, sizeof bytes}, NULL, &err);
		_exit(failed && strstr(err.text, "cannot write") ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_str(content(path), S("old"));
	assert_int_equal(count_names(inside), 1);
}

static void test_folders(void **state)
{
	struct err err;
	struct stat st;
	(void)state;
	assert_true(file_make_folder(path_of("one/two/three"), &err));
	assert_true(file_make_folder(path_of("one/two/three"), &err));
	assert_true(file_make_folder(path_of("one//two///four/"), &err));
	assert_true(stat(path_of("one/two/four"), &st) == 0 && S_ISDIR(st.st_mode));
	assert_true(file_make_folder("/", &err) && file_make_folder(".", &err));
	assert_true(file_replace(path_of("file"), S("x"), NULL, &err));
	assert_false(file_make_folder(path_of("file"), &err));
	assert_non_null(strstr(err.text, "cannot make the folder"));
	assert_false(file_make_folder(path_of("file/below"), &err));
	assert_false(file_make_folder("/proc/none/such", &err));
}

static void make_empty(const char *name)
{
	FILE *f = fopen(path_of(name), "w");
	assert_non_null(f);
	fclose(f);
}

static bool is_there(const char *name)
{
	return access(path_of(name), F_OK) == 0;
}

/* What a killed process left goes; what somebody writes, and what is nobody's temporary file,
 * stays. */
static void test_sweep(void **state)
{
	static const char *const LEFT[] = {
		".tidings-aB3dE6", ".tidings-aB3dE6-journal", ".tidings-xxxxxx-wal"};
	static const char *const OTHERS[] = {
		".htaccess", ".tidings-aB3dE", ".tidings-aB3dE67", "tidings-aB3dE6", ".tidings-aB3dE6.db"};
	struct file_temporary t;
	(void)state;
	assert_true(file_begin(&arena, path_of("whole"), &t, NULL));
	const char *name = strrchr(t.path, '/') + 1;
	const char *beside = str_printf(&arena, "%s-journal", name).p;
	make_empty(beside);
	for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++)
		make_empty(LEFT[i]);
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
		make_empty(OTHERS[i]);
	file_sweep(path_of(""));
	for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++)
		assert_false(is_there(LEFT[i]));
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
		assert_true(is_there(OTHERS[i]));
		unlink(path_of(OTHERS[i]));
	}
	assert_true(is_there(name) && is_there(beside));
	assert_true(file_finish(&t, path_of("whole"), FILE_NEW, NULL));
	assert_true(is_there("whole") && !is_there(name));
	file_sweep(path_of("whole"));
	assert_false(is_there(beside));
	unlink(path_of("whole"));
	assert_true(file_begin(&arena, path_of("whole"), &t, NULL));
	file_drop(&t);
	assert_false(is_there(strrchr(t.path, '/') + 1));
	file_sweep(path_of("no such folder/"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_standard_input),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_readers_see_one_file),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_sweep),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
