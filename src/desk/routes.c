#include "desk/route.h"

const struct route ROUTES[] = {
	{HTTP_GET, "/", PERMISSION_SEE, enter_home},
	{HTTP_GET, "/login", PERMISSION_NOBODY, enter_form},
	{HTTP_POST, "/login", PERMISSION_NOBODY, enter_post},
	{HTTP_POST, "/logout", PERMISSION_SEE, leave_post},

	{HTTP_GET, "/queue", PERMISSION_SEE, queue_page},
	{HTTP_GET, "/item/{id}", PERMISSION_SEE, item_page},
	{HTTP_GET, "/cards", PERMISSION_SEE, item_cards},
	{HTTP_GET, "/item/{id}/preview", PERMISSION_SEE, item_preview},
	{HTTP_POST, "/item/{id}/decide", PERMISSION_DECIDE, item_decide},
	{HTTP_GET, "/item/{id}/duplicate", PERMISSION_DECIDE, item_duplicate},
	{HTTP_POST, "/item/{id}/merge", PERMISSION_DECIDE, item_merge},
	{HTTP_POST, "/item/{id}/split", PERMISSION_DECIDE, item_split},
	{HTTP_POST, "/item/{id}/apart", PERMISSION_DECIDE, item_apart},
	{HTTP_POST, "/batch", PERMISSION_DECIDE, item_batch},
	{HTTP_POST, "/undo", PERMISSION_DECIDE, item_undo},

	{HTTP_GET, "/published", PERMISSION_SEE, published_page},
	{HTTP_GET, "/digest", PERMISSION_SEE, digest_page},
	{HTTP_GET, "/digest/{section}/html", PERMISSION_SEE, digest_html},
	{HTTP_GET, "/digest/{section}/text", PERMISSION_SEE, digest_text},
	{HTTP_POST, "/digest/{section}/order", PERMISSION_ARRANGE, digest_order},
	{HTTP_POST, "/digest/{section}/test", PERMISSION_ARRANGE, digest_test},
	{HTTP_GET, "/sources", PERMISSION_SEE, sources_page},
	{HTTP_POST, "/sources/{id}/check", PERMISSION_CHECK, source_check},
	{HTTP_POST, "/sources/{id}/pause", PERMISSION_SOURCES, source_pause},
	{HTTP_GET, "/topics", PERMISSION_SEE, topics_page},
	{HTTP_GET, "/log", PERMISSION_SEE, log_page},
	{HTTP_GET, "/log.csv", PERMISSION_SEE, log_csv},
	{HTTP_GET, "/help", PERMISSION_SEE, help_page},
	/* where the links of a preview lead */
	{HTTP_GET, "/topics/{page}", PERMISSION_SEE, item_public},
	{HTTP_GET, "/items/{page}", PERMISSION_SEE, item_public},

	{HTTP_GET, "/account", PERMISSION_SEE, account_page},
	{HTTP_POST, "/account/password", PERMISSION_SEE, account_password},
	{HTTP_POST, "/account/email", PERMISSION_SEE, account_email},
	{HTTP_POST, "/account/keys", PERMISSION_SEE, account_keys},
	{HTTP_POST, "/account/sessions", PERMISSION_SEE, account_session_end},
	{HTTP_POST, "/account/totp", PERMISSION_SEE, account_totp},

	{HTTP_GET, "/people", PERMISSION_PEOPLE, people_page},
	{HTTP_POST, "/people", PERMISSION_PEOPLE, people_invite},
	{HTTP_POST, "/people/{id}/role", PERMISSION_PEOPLE, people_role},
	{HTTP_POST, "/people/{id}/remove", PERMISSION_PEOPLE, people_remove},

	{HTTP_GET, "/healthz", PERMISSION_NOBODY, operate_health},
	{HTTP_GET, "/metrics", PERMISSION_NOBODY, operate_metrics},
	{HTTP_GET, "/assets/{name}", PERMISSION_NOBODY, operate_asset},
	{0},
};
