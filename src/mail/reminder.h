/* reminder: an edition waits to be looked at: a week or a month of its list is over, something that
 * was approved, corrected or withdrawn in it was mailed in no edition, and none was frozen since.
 * Editors are told, at the desk and once in their daily letter; nothing is frozen or sent by it. */
#ifndef MAIL_REMINDER_H
#define MAIL_REMINDER_H

#include "mail/hand_over.h"

/* Brings the reminders up to date (store/edition_reminder.h). Reads the draft of each list of which
 * something waits: not part of every round. */
bool reminder_find(const struct mail_work *work, struct err *err) MUST_USE;

#endif
