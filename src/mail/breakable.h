/* breakable: HTML whose long words any mail program can break.
 *
 * A word that no window holds makes a page as wide as itself. The style that breaks it is dropped
 * by Yahoo, and with all rules for media by Thunderbird. A space of no width (U+200B) works in all
 * of them, but is copied with the text: what may be an address has <wbr> instead, which Outlook and
 * Gmail on iOS do not know. */
#ifndef MAIL_BREAKABLE_H
#define MAIL_BREAKABLE_H

#include "base/arena.h"

/* In characters: the longest word that stays whole, and the pieces of longer ones. */
enum { BREAKABLE_WORD = 40, BREAKABLE_PIECE = 20 };

/* The HTML with such places in the long words of its text, between what readers see as characters;
 * in the arena. Tags, comments, and what stands in <title>, <style> and <script> are left alone. */
struct str breakable_html(struct arena *a, struct str html);

#endif
