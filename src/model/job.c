#include "model/job.h"

#include <assert.h>

#define WORD(name, word) [JOB_##name] = word,
static const char *const WORDS[JOB_KIND_COUNT] = {JOB_KINDS(WORD)};
#undef WORD

const char *job_kind_word(enum job_kind kind)
{
	assert(kind > JOB_UNKNOWN && kind < JOB_KIND_COUNT);
	return WORDS[kind];
}

enum job_kind job_kind_of(struct str word)
{
	for (enum job_kind kind = JOB_UNKNOWN + 1; kind < JOB_KIND_COUNT; kind++)
		if (str_eq(word, str_of(WORDS[kind])))
			return kind;
	return JOB_UNKNOWN;
}
