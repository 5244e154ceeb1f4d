#include "desk/page.h"

#include <assert.h>

#include "desk/alarms.h"
#include "desk/desk_parts.h"
#include "desk/setting.h"
#include "render/view.h"
#include "store/assigned.h"
#include "store/item_note.h"
#include "store/list.h"

enum {
	BROKEN_MOST = 5,
	COUNT_FOR_YOU = LIST_STATE_COUNT /* of NAV: no state, but what waits for the visitor */
};

#define FIRST_STEPS "First steps" /* in the navigation until something is approved */

/* The pages of the navigation, in order. */
static const struct {
	const char *title, *url, *key; /* `key`: "g" and this key lead to the page; NULL: none does */
	enum permission permission;
	unsigned counted; /* enum list_state: so many items are told beside it; LIST_ALL: nothing is */
	const char *of;   /* of what, for who does not see the page: "waiting" */
} NAV[] = {
	{"Queue", "/queue", "q", PERMISSION_SEE, LIST_WAITING, "waiting"},
	{"For you", "/for-you", "y", PERMISSION_SEE, COUNT_FOR_YOU, "waiting for you"},
	{"New", "/new", "n", PERMISSION_SEE, LIST_ALL, NULL},
	{"Published", "/published", "p", PERMISSION_SEE, LIST_APPROVED, "in all"},
	{"Digest", "/digest", "d", PERMISSION_SEE, LIST_ALL, NULL},
	{"Sources", "/sources", "s", PERMISSION_SEE, LIST_ALL, NULL},
	{"Topics", "/topics", "t", PERMISSION_SEE, LIST_ALL, NULL},
	{"Site", "/site", NULL, PERMISSION_SOURCES, LIST_ALL, NULL},
	{"Log", "/log", "l", PERMISSION_SEE, LIST_ALL, NULL},
	{"People", "/people", NULL, PERMISSION_PEOPLE, LIST_ALL, NULL},
	{FIRST_STEPS, "/start", NULL, PERMISSION_SEE, LIST_ALL, NULL},
	{"Help", "/help", "h", PERMISSION_SEE, LIST_ALL, NULL},
};

/* What `?said=WORD` makes the page say. Only texts that stand here can be made to appear. */
static const struct {
	const char *word, *text;
	bool problem;
	bool waits; /* for the worker: what becomes of it is told, too */
} SAID[] = {
	{"entered", "Welcome.", false, false},
	{"left", "You are logged out.", false, false},
	{"password", "Your password is changed. Other browsers have to log in again.", false, false},
	{"keys-on", "Single keys decide again.", false, false},
	{"keys-off", "Single keys are switched off; every button still works.", false, false},
	{"ended", "That session is over.", false, false},
	{"totp-on", "From now on a code of your authenticator is asked for at every login.", false,
		false},
	{"totp-off", "The second step at login is switched off.", false, false},
	{"totp-off-theirs", "Their second step at login is switched off.", false, false},
	{"role", "The role is changed.", false, false},
	{"removed", "The editor is removed, and logged out everywhere. What they decided stays.", false,
		false},
	{"renamed", "The name is changed, also in the log. Nobody else gets the old one.", false,
		false},
	{"noted",
		"The note is written. Editors whom it names find it under “For you”; who is invited and "
		"has not joined yet does not.",
		false, false},
	{"note-back", "The note is taken back: nobody is shown its text any more.", false, false},
	{"read", "It is no news any more.", false, false},
	{"saved", "Saved.", false, false},
	{"filter-kept", "The filter is kept: it stands in “Filter”, under its name.", false, false},
	{"filter-forgotten", "The filter is forgotten.", false, false},
	{"same", "It stood so already, so nothing was changed.", false, false},
	{"undone-already", "It was taken back already.", false, false},
	{"asked", "It is to be visited.", false, true},
	{"test", "It is to be mailed.", false, true},
	{"publish", "It is to be published.", false, true},
	{"email",
		"The address is noted. A mail with a link goes there; open it to confirm that the address "
		"is yours.",
		false, true},
	{"mail", "What is mailed to you is noted.", false, false},
	{"email-waits",
		"The address is noted. It cannot be confirmed yet, since no mail server is configured.",
		false, false},
	{"email-theirs", "The address is noted. It counts once a link that is mailed there was used.",
		false, false},
	{"email-gone", "The address is forgotten.", false, false},
	{"confirmed", "The address is confirmed.", false, false},
	{"invited", "A mail with a link goes there; it is good for a week.", false, true},
	{"uninvited", "The invitation is taken back: its link is worth nothing any more.", false,
		false},
	{"accepted", "You can log in now, with the name and the password that you chose.", false,
		false},
	{"forgot",
		"If somebody of that name or address works here and has confirmed an address, a mail with "
		"a link goes there within a few minutes. Look among the spam, too.",
		false, false},
	{"reset", "Your new password is set, and other browsers are logged out. Log in with it.", false,
		false},
	{"taken",
		"Taken over. The entries wait in the queue, and their records are asked for; the parts are "
		"those of the topic's page.",
		false, false},
	{"paused", "It is paused, and is visited only when somebody asks for it.", false, false},
	{"changed", "It is saved, and in force. The log can take it back.", false, false},
	{"arranged", "Done. Readers see it with the next publication.", false, false},
	{"restored", "Taken back, and in force.", false, false},
	{"left-out", "It is left out; it stands under “Left out”.", false, false},
	{"put-back", "It is put back.", false, false},
	{"frozen", "It is frozen. Nobody was mailed.", false, false},
	{"sending", "It is to be sent.", false, true},
	{"campaign", "It is to be handed to listmonk.", false, true},
	{"send-pause", "It is paused. What the mail server has already taken arrives all the same.",
		false, false},
	{"send-resume", "It goes on.", false, true},
	{"send-cancel", "It is cancelled: nothing more of it is sent.", false, false},
	{"send-again", "They are to be sent once more.", false, true},
	{"send-taken", "They are taken as sent.", false, false},
	{"added",
		"It is noted. Who was subscribed before stays as they were, and who left is not brought "
		"back.",
		false, false},
	{"moved", "They are moved, and get the next edition of that digest.", false, false},
	{"deleted", "If somebody had that address, they are deleted for good.", false, false},
	{"resumed", "It is visited again from now on.", false, false},
};

/* The text of this place in SAID: after what was changed, and before what it waits for. */
static json_t *said_whole(
	const struct desk *desk, const struct http_request *request, const json_t *shell, size_t i)
{
	struct arena *a = request->a;
	struct str waits = str_of(json_string_value(json_object_get(shell, "worker")));
	struct str change = desk->visitor.known ?
		setting_changed_words(desk, a, http_param_id(&request->query, "change")) :
		STR_NONE;
	bool set_up = str_eq(str_of(SAID[i].word), S("changed"));
	json_t *said = json_pack("{sb sb sb}", "problem", SAID[i].problem, "undo", false, "onward",
		set_up && json_is_true(json_object_get(shell, "first_steps")));
	view_set(said, "text",
		STR_CAT(a, change, change.n ? S(". ") : STR_NONE, str_of(SAID[i].text),
			SAID[i].waits ? S(" ") : STR_NONE, SAID[i].waits ? waits : STR_NONE));
	return said;
}

static json_t *said_of(
	const struct desk *desk, const struct http_request *request, const json_t *shell)
{
	struct str word = http_param(&request->query, "said");
	for (size_t i = 0; i < sizeof SAID / sizeof *SAID; i++)
		if (str_eq(word, str_of(SAID[i].word)))
			return said_whole(desk, request, shell, i);
	return json_false();
}

/* What the numbers of the navigation are. */
struct nav_counts {
	struct list_counts items;
	int64_t for_you;
};

/* A page is shown when its numbers cannot be read. */
static bool nav_counts(
	const struct desk *desk, const struct http_request *request, struct nav_counts *out)
{
	int64_t assigned, mentions, editor = desk->visitor.editor.id;
	if (!desk->visitor.known || !store_list_counts(desk->store, request->now, &out->items, NULL) ||
		!store_assigned_count(desk->store, editor, &assigned, NULL) ||
		!store_mention_count(desk->store, editor, &mentions, NULL))
		return false;
	out->for_you = assigned + mentions;
	return true;
}

/* The navigation. A page is the current one on its own address and on those below it. *first: the
 * first steps of the site are still to be gone. */
static json_t *nav_of(const struct desk *desk, const struct http_request *request, bool *first)
{
	json_t *nav = json_array();
	struct nav_counts counts;
	bool counted = nav_counts(desk, request, &counts);
	*first = counted && !counts.items.state[LIST_APPROVED];
	for (size_t i = 0; i < sizeof NAV / sizeof *NAV; i++) {
		if (!desk_may(desk, NAV[i].permission) ||
			(!*first && str_eq(str_of(NAV[i].title), S(FIRST_STEPS))))
			continue;
		struct str url = str_of(NAV[i].url);
		bool current = str_starts(request->path, url) &&
			(request->path.n == url.n || request->path.p[url.n] == '/');
		json_t *entry = json_pack(
			"{ss ss sb}", "title", NAV[i].title, "url", NAV[i].url, "current", current);
		view_set(entry, "key", str_of(NAV[i].key));
		view_set(entry, "of", str_of(NAV[i].of));
		int64_t n = !counted || !NAV[i].of  ? 0 :
			NAV[i].counted == COUNT_FOR_YOU ? counts.for_you :
											  counts.items.state[NAV[i].counted];
		bool told = counted && NAV[i].of && (n || NAV[i].counted != COUNT_FOR_YOU);
		json_object_set_new(entry, "count", told ? json_integer(n) : json_false());
		json_array_append_new(nav, entry);
	}
	return nav;
}

static json_t *broken_of(const struct desk *desk)
{
	struct strs lines = desk->reload ? desk->reload->problems : (struct strs){0};
	lines.n = lines.n < BROKEN_MOST ? lines.n : BROKEN_MOST;
	return view_list(view_texts(lines));
}

static json_t *can_of(const struct desk *desk)
{
	return json_pack("{sb sb sb sb sb sb sb}", "decide", desk_may(desk, PERMISSION_DECIDE), "check",
		desk_may(desk, PERMISSION_CHECK), "arrange", desk_may(desk, PERMISSION_ARRANGE), "withdraw",
		desk_may(desk, PERMISSION_WITHDRAW), "send", desk_may(desk, PERMISSION_SEND), "sources",
		desk_may(desk, PERMISSION_SOURCES), "people", desk_may(desk, PERMISSION_PEOPLE));
}

static json_t *shell_of(
	const struct desk *desk, const struct http_request *request, const char *title, json_t *said)
{
	const struct visitor *visitor = &desk->visitor;
	const struct asset *style = operate_asset_of(desk, S("desk.css")),
					   *script = operate_asset_of(desk, S("desk.js"));
	json_t *shell = json_object(), *editor = json_object();
	bool first;
	assert(style && script); /* operate_read_assets has read both */
	view_set(shell, "lang", str_or(desk->site->language, S("en")));
	view_set(shell, "site_title", desk->site->title);
	view_set(shell, "page_title", str_of(title));
	view_set(shell, "path", request->path);
	view_set(shell, "csrf", visitor->csrf);
	view_set(shell, "style", style->url);
	view_set(shell, "script", script->url);
	view_set(editor, "name", visitor->editor.name);
	view_set(editor, "role", str_of(editor_role_word(visitor->editor.role)));
	json_object_set_new(shell, "known", json_boolean(visitor->known));
	json_object_set_new(shell, "editor", visitor->known ? json_incref(editor) : json_false());
	json_object_set_new(shell, "keys_off", json_boolean(visitor->editor.keys_off));
	json_object_set_new(shell, "nav", nav_of(desk, request, &first));
	json_object_set_new(shell, "first_steps", json_boolean(first));
	json_object_set_new(shell, "can", can_of(desk));
	json_object_set_new(shell, "broken", visitor->known ? broken_of(desk) : json_false());
	if (visitor->known)
		alarms_set(desk, request, shell);
	json_object_set_new(shell, "said", said ? json_incref(said) : said_of(desk, request, shell));
	json_decref(editor);
	return shell;
}

bool page_render(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct page *page, struct err *err)
{
	assert(json_is_object(page->data));
	json_object_set_new(page->data, "desk",
		shell_of(desk, request, page->title, json_object_get(page->data, "said")));
	bool well = template_render(
		&desk->templates, page->name, page->data, MUSTACHE_HTML, &response->body, err);
	json_decref(page->data);
	return well;
}

bool page_fragment(
	struct desk *desk, const char *name, json_t *data, struct buf *out, struct err *err)
{
	bool well = template_render(&desk->templates, name, data, MUSTACHE_HTML, out, err);
	json_decref(data);
	return well;
}

static const char *status_title(int status)
{
	switch (status) {
	case 400: return "Not understood";
	case 403: return "Not allowed";
	case 404: return "Not found";
	case 405: return "Not like that";
	case 409: return "Not done";
	case 413: return "Too much";
	case 415: return "Not understood";
	case 429: return "Too many tries";
	case 503: return "Not ready";
	default: return "Something went wrong";
	}
}

bool page_error(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, const char *text, struct err *err)
{
	assert(status >= 400);
	response->status = status;
	response->no_store = true;
	buf_clear(&response->body);
	if (request->script)
		return http_json(response, status, json_pack("{ss}", "error", text));
	json_t *data = json_pack(
		"{si ss ss}", "status", status, "heading", status_title(status), "text", text);
	return page_render(
		desk, request, response, &(struct page){"desk-error", status_title(status), data}, err);
}
