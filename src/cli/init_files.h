/* init_files: the files that `tidings init` writes, by their paths in the new site. */
#ifndef CLI_INIT_FILES_H
#define CLI_INIT_FILES_H

#include "base/embedded.h"

extern const struct embedded INIT_FILES[];

#endif
