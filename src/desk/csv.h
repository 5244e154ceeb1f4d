/* csv: a table for spreadsheets (RFC 4180). */
#ifndef DESK_CSV_H
#define DESK_CSV_H

#include "desk/desk.h"

/* The response is a table to be kept under this name; the body begins with its head. The name has
 * to last as long as the response: CSV_FILE("log.csv"). */
#define CSV_FILE(name) S("attachment; filename=\"" name "\"")
void csv_begin(struct http_response *response, struct str file, struct str head);
/* Writes a cell and what ends it. What a spreadsheet would take for a formula has an apostrophe
 * before it: at the front of a cell, and behind what other spreadsheets take for its end, since one
 * that expects ";" between cells does not know of our quotes. */
void csv_cell(struct buf *b, struct str text, bool last);

#endif
