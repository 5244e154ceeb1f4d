/* init_files: what `tidings init` lays down, by its path in the new site. */
#ifndef CLI_INIT_FILES_H
#define CLI_INIT_FILES_H

#include "base/embedded.h"

extern const struct embedded INIT_FILES[];

#endif
