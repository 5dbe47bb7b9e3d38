/* Tickets on paper (guard/ticket.h): a part of a page for each, with its code as a QR and in letters, to be cut apart. */
#ifndef DESK_TICKETS_PAPER_H
#define DESK_TICKETS_PAPER_H

#include "guard/ticket.h"
#include "paper/pdf.h"

struct ticket_paper {
	enum ticket_kind kind;
	struct str whom; /* as the paper names him; "": nobody */
	struct str user; /* his user name; "": none */
	struct str code; /* "AB12-CD34-EF5X" */
	struct str
		base; /* where the pages are, "https://192.168.1.10:8443"; "": not known, and the QR is the code alone */
	int64_t until;
};

/* What the QR of a ticket says: the address with the code behind #, so that it goes over no wire and into no log. */
int ticket_url(struct cx *cx, const struct ticket_paper *t, struct str *ret);
int tickets_pdf(struct cx *cx, const struct ticket_paper *all, size_t n, int64_t now, bool zh,
	struct str *ret);

#endif
