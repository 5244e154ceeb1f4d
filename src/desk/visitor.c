#include <assert.h>

#include "base/secret.h"
#include "desk/desk_parts.h"
#include "desk/token.h"
#include "web/cookie.h"
#include "web/guard.h"

bool desk_may(const struct desk *desk, enum permission permission)
{
	return permission == PERMISSION_NOBODY ||
		(desk->visitor.known && permission_has(desk->visitor.editor.role, permission));
}

struct decision_request desk_request(
	const struct desk *desk, const struct http_request *request, enum verb verb, int64_t item)
{
	assert(desk->visitor.known); /* every route of a decision asks for a permission */
	return (struct decision_request){.verb = verb,
		.actor = {.name = desk->visitor.editor.name},
		.now = request->now,
		.item = item};
}

static struct session_time session_time(const struct http_request *request)
{
	return (struct session_time){request->now, request->now - SESSION_IDLE};
}

static bool session_find(struct desk *desk, const struct http_request *request, struct str token,
	struct visitor *out, struct err *err)
{
	struct login login;
	if (!store_session_find(
			desk->store, request->a, token_session_hash(token), session_time(request), &login, err))
		return false;
	out->known = login.found;
	out->session = login.session;
	out->editor = login.editor;
	return true;
}

bool visitor_is_known(struct desk *desk, const struct http_request *request)
{
	struct str token = guard_is_private(request) ? cookie_token(request, COOKIE_SESSION) : STR_NONE;
	struct visitor visitor = {0};
	return token.n && session_find(desk, request, token, &visitor, NULL) && visitor.known;
}

bool visitor_find(struct desk *desk, const struct http_request *request, struct err *err)
{
	struct visitor *visitor = &desk->visitor;
	*visitor = (struct visitor){0};
	if (!guard_is_private(request))
		return true;
	struct str token = cookie_token(request, COOKIE_SESSION);
	if (token.n && !session_find(desk, request, token, visitor, err))
		return false;
	if (!visitor->known)
		token = cookie_token(request, COOKIE_LOGIN);
	if (token.n)
		visitor->csrf = visitor->known ? token_editor_csrf(request->a, token, visitor->editor.id) :
										 token_csrf(request->a, token);
	/* An editor who only reads can do so while nothing can be written (full disk, busy store). */
	if (visitor->known && request->now - visitor->session.seen >= SESSION_TOUCH)
		(void)!store_session_touch(desk->store, visitor->session.id, request->now, NULL);
	return true;
}

bool visitor_enter(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct editor *editor, struct err *err)
{
	struct session session = {.editor = editor->id,
		.created = request->now,
		.seen = request->now,
		.until = request->now + SESSION_LONGEST,
		.address = request->address,
		.agent = str_sub(request->user_agent, 0, 200)};
	struct visitor *old = &desk->visitor;
	assert(editor->id > 0);
	struct str token = secret_new(request->a);
	int64_t id;
	if ((old->known && !store_session_end(desk->store, old->editor.id, old->session.id, err)) ||
		!store_session_sweep(desk->store, session_time(request), err) ||
		!store_session_add(desk->store, token_session_hash(token), &session, &id, err) ||
		!store_session_touch(desk->store, id, request->now, err))
		return false;
	cookie_set(request, response, COOKIE_SESSION, token, SESSION_LONGEST);
	session.id = id;
	*old = (struct visitor){.known = true,
		.editor = *editor,
		.session = session,
		.csrf = token_editor_csrf(request->a, token, editor->id)};
	return true;
}
