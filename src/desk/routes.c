#include "desk/route.h"

const struct route ROUTES[] = {
	{HTTP_GET, "/", PERMISSION_SEE, enter_home},
	{HTTP_GET, "/login", PERMISSION_NOBODY, enter_form},
	{HTTP_POST, "/login", PERMISSION_NOBODY, enter_post},
	{HTTP_POST, "/logout", PERMISSION_SEE, leave_post},

	{HTTP_GET, "/account", PERMISSION_SEE, account_page},
	{HTTP_POST, "/account/password", PERMISSION_SEE, account_password},
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
