/* routes: which function answers which address. ROUTES (routes.c) is the whole desk at a glance.
 *
 * Before a handler runs, answer.c has checked that the visitor has the route's permission, and that
 * a POST comes from a page of this desk: by Origin and Sec-Fetch-Site, and by the form's "csrf".
 * GET changes nothing. */
#ifndef DESK_ROUTES_H
#define DESK_ROUTES_H

#include "desk/desk.h"
#include "web/route.h"

/* Answers a request: fills the response, which begins with status 200 and an empty body. What the
 * visitor did wrong is answered with page_error. False when something else failed: the visitor gets
 * a page of status 500, and err goes to the log. */
typedef bool route_handler(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err);

struct desk_route {
	struct route at; /* must be first: web/route.h finds entries by it */
	enum permission permission;
	route_handler *handler;
};
extern const struct desk_route ROUTES[]; /* ended by a NULL pattern */

/* The handlers, by file. */
/* enter.c: logging in and out */
route_handler enter_home, enter_form, enter_post, enter_leave_post;
/* forgot.c: a new password, by a link that is mailed */
route_handler forgot_form, forgot_post, forgot_reset_form, forgot_reset;
/* address.c: mail addresses, and the link that confirms one */
route_handler address_want, address_confirm_form, address_confirm, people_email;
/* mail_choice.c: what an editor gets by mail */
route_handler mail_choice_post;
/* account.c: the editor's own password, sessions, keys and second step */
route_handler account_page, account_password, account_keys, account_session_end, account_totp;
/* people.c: editors and roles */
route_handler people_page, people_new, people_role, people_name, people_remove, people_password,
	people_totp;
/* page_invite.c: invitations, and who accepts one */
route_handler invite_post, invite_again, invite_show, invite_back, invite_form, invite_accepted;
/* page_*.c, digest_order.c: pages of items, of the digest, of sources, topics and the log */
route_handler page_queue, page_item, page_item_cards, page_item_preview, page_published,
	digest_page, digest_list_page, digest_html, digest_text, digest_sizes, digest_test,
	digest_order, page_sources, page_sources_check, page_sources_pause, page_topics, page_log,
	page_log_csv, page_topics_help;
/* digest_words.c: what editors write for the next edition, and what they leave out */
route_handler digest_words_post, digest_leave_out;
/* page_editions.c: editions that were frozen; post_freeze.c, post_edition.c: freezing and sending
 * one */
route_handler page_editions, page_edition, page_edition_html, page_edition_text,
	edition_freeze_form, edition_freeze, edition_send_form, edition_send, edition_cancel_form,
	edition_mailing;
/* post_campaign.c: handing an edition to listmonk */
route_handler edition_campaign_form, edition_campaign;
/* page_acts.c: the log of what was done with editions */
route_handler page_acts;
/* page_subscribers.c: how many subscribers there are, adding and deleting one, and
 * moving those of a list that is no more */
route_handler page_subscribers, page_subscribers_add, page_subscribers_delete,
	page_subscribers_move;
/* page_tryout.c: what a source or a topic would bring */
route_handler page_tryout, page_tryout_ask, page_tryout_look;
/* page_start.c: the first steps of a new site */
route_handler page_start;
/* page_opml.c: lists of feeds */
route_handler page_opml, page_opml_upload, page_opml_add;
/* setting.c: sources and topics of feeds/desk.conf; page_changes.c: their log */
route_handler setting_new, setting_site, setting_edit, setting_save, setting_remove, page_changes,
	page_changes_undo;
/* page_back.c: looking back at what sources brought and what editors decided */
route_handler page_back, page_back_csv;
/* page_many.c: one decision on all items that match a filter */
route_handler page_many;
/* saved.c: filters that an editor keeps */
route_handler saved_keep, saved_forget;
/* page_preview.c: what is typed, as readers would see it */
route_handler page_preview;
/* page_look.c: a whole page with what is typed, and where its links lead */
route_handler page_look, page_look_parts, page_look_beside, page_item_public;
/* page_arrange.c: the parts of a topic's page */
route_handler page_arrange, page_arrange_post;
/* page_hand.c: a page kept by hand becomes that of a topic */
route_handler page_hand, page_hand_upload, page_hand_take;
/* publish_now.c: the wish that what was approved goes out now */
route_handler publish_now_post;
/* page_add.c: what editors add by hand */
route_handler page_add, page_add_record, page_add_typed;
/* post.c, post_batch.c, post_undo.c, item_copies.c: decisions */
route_handler post_decide, post_batch, post_undo, item_copies_merge, item_copies_split,
	item_copies_distinct, item_copies_duplicate;
/* post_colleagues.c: setting aside for a colleague, notes; page_for_you.c: what waits for one */
route_handler post_assign, post_unassign, post_note, post_note_back, page_for_you,
	page_for_you_read;
/* post_withdraw.c: withdrawing */
route_handler post_withdraw;
/* operate.c: health, metrics, style and script */
route_handler operate_health, operate_metrics, operate_asset;

#endif
