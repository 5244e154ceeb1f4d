/* init_files: what `tidings init` lays down, taken into the program when it is built
 * (CMakeLists.txt makes the table). */
#ifndef CLI_INIT_FILES_H
#define CLI_INIT_FILES_H

struct init_file {
	const char *path; /* in the new site */
	const char *begin, *end;
};
extern const struct init_file INIT_FILES[]; /* ended by a NULL path */

#endif
