#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "config/config.h"

/* What tells one state of a file from another without reading it. An editor's program writes in
 * place, or renames: the one moves mtime and ctime, the other the inode. */
struct look {
	long long inode, size, written, written_ns, changed, changed_ns;
};

static struct str look_at(struct arena *a, const char *folder, const char *name)
{
	struct stat s;
	struct look look = {0};
	struct str path = str_printf(a, "%s/feeds/%s", folder, name);
	if (stat(path.p, &s) == 0)
		look = (struct look){(long long)s.st_ino, (long long)s.st_size, (long long)s.st_mtim.tv_sec,
			(long long)s.st_mtim.tv_nsec, (long long)s.st_ctim.tv_sec,
			(long long)s.st_ctim.tv_nsec};
	return str_printf(a, "%s/%lld %lld %lld.%lld %lld.%lld", name, look.inode, look.size,
		look.written, look.written_ns, look.changed, look.changed_ns);
}

struct hash config_stamp(const char *folder)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs looks = {0};
	DIR *dir = opendir(str_printf(&a, "%s/feeds", folder).p);
	for (const struct dirent *file; dir && (file = readdir(dir));)
		if (str_ends(str_of(file->d_name), S(".conf")) && file->d_name[0] != '.')
			strs_add(&a, &looks, look_at(&a, folder, file->d_name));
	if (dir)
		closedir(dir);
	strs_sort(&looks);
	return hash_strs(looks.v, looks.n);
}
