#include "model/entry.h"

bool entry_kind_is_paper(enum entry_kind kind)
{
	return kind == ENTRY_PAPER || kind == ENTRY_WORK;
}
