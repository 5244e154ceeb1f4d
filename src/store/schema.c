#include "store/schema.h"

/* The assembler takes the file in as it is; the build gives its path and builds anew when it changes. */
__asm__(".pushsection .rodata\n"
	".globl SCHEMA_SQL\n"
	".type SCHEMA_SQL, %object\n"
	"SCHEMA_SQL:\n"
	".incbin \"" SCHEMA_SQL_FILE "\"\n"
	".byte 0\n"
	".size SCHEMA_SQL, .-SCHEMA_SQL\n"
	".popsection\n");
