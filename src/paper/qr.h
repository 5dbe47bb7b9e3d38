/* QR codes (ISO/IEC 18004), by libqrencode: which modules of a text's code are dark. */
#ifndef PAPER_QR_H
#define PAPER_QR_H

#include "core/err.h"

#define QR_TEXT_MAX 512
#define QR_QUIET 4 /* modules of white that scanners need around it */

struct qr {
	int width;            /* modules a side, without the white around */
	const uint8_t *cells; /* in the arena, row by row; 1 is dark */
};
/* Error correction M: a sixth may be dirty. E_TOO_LONG. */
int qr_make(struct cx *cx, struct str text, struct qr *ret);
bool qr_dark(const struct qr *q, int x, int y); /* white outside */

#endif
