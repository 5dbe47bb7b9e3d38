/* What a round still misses as a sheet that is filled in by hand when phones are dead, and typed in afterwards.
 *
 * Each entry has a QR code with the short codes of its subject and of the round ("AB12-CD34-E/WX12-YZ34-9", rules/place_code.h), the
 * place, the outcomes as boxes with the number that is the key to type, and room for the rest. So whoever types it in scans an
 * entry, whatever sheet it is from, and presses two keys. */
#ifndef DESK_ROUND_PAPER_H
#define DESK_ROUND_PAPER_H

#include "cover/cover.h"
#include "desk/desk.h"

#define ROUND_PAPER_MAX 250 /* entries of one sheet; with their longest texts some 50 pages */

struct paper_entry {
	struct uuid subject;
	struct str area;  /* its name */
	struct str place; /* as it is kept */
	struct str name;  /* masked; "": a door has none */
};

struct round_paper {
	const struct round *round;
	const struct round_kind *kind;
	const struct kinds *kinds;   /* those that answer it say what is ticked */
	struct str area;             /* the name of what it is a list of */
	struct paper_entry *entries; /* are sorted: by area, then as doors stand */
	size_t n;
	int64_t now;
	struct str mark; /* of a copy with people on it, on each page; "": none */
	bool zh;
};

/* E_TOO_MANY beyond ROUND_PAPER_MAX; paper/pdf.h says what else can fail. */
int round_paper_pdf(struct cx *cx, const struct round_paper *p, struct str *ret);

#endif
