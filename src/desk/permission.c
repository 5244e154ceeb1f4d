#include "desk/permission.h"

#include <assert.h>

static const struct {
	enum role least;
	const char *words;
} PERMISSIONS[PERMISSION_COUNT] = {
	[PERMISSION_NOBODY] = {ROLE_READER, "look around"},
	[PERMISSION_SEE] = {ROLE_READER, "see this"},
	[PERMISSION_DECIDE] = {ROLE_EDITOR, "decide on items"},
	[PERMISSION_CHECK] = {ROLE_EDITOR, "have a source checked"},
	[PERMISSION_ARRANGE] = {ROLE_EDITOR, "arrange a digest"},
	[PERMISSION_WITHDRAW] = {ROLE_SENIOR,
		"take down what is published, or undo what another editor did"},
	[PERMISSION_SEND] = {ROLE_SENIOR, "send a digest"},
	[PERMISSION_SOURCES] = {ROLE_ADMIN, "change sources and topics"},
	[PERMISSION_PEOPLE] = {ROLE_ADMIN, "change who works here"},
};

bool permission_has(enum role role, enum permission permission)
{
	assert((int)permission < PERMISSION_COUNT);
	return role >= PERMISSIONS[permission].least;
}

const char *permission_words(enum permission permission)
{
	assert((int)permission < PERMISSION_COUNT && PERMISSIONS[permission].words);
	return PERMISSIONS[permission].words;
}
