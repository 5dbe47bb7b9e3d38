/* QR codes. */
#include "paper/qr.h"

#include <qrencode.h>

int qr_make(struct cx *cx, struct str text, struct qr *ret)
{
	struct str copy;
	QRcode *code;
	uint8_t *cells;
	int e = cx_str(cx, text, &copy);

	if (e)
		return e;
	code = text.n <= QR_TEXT_MAX ? QRcode_encodeString(copy.p, 0, QR_ECLEVEL_M, QR_MODE_8, 1) :
				       NULL;
	if (!code)
		return text.n > QR_TEXT_MAX ? err(cx, E_TOO_LONG, "qr", cx_num(cx, (int64_t)text.n),
						      cx_num(cx, QR_TEXT_MAX)) :
					      err(cx, E_NO_MEMORY, NULL);
	cells = cx_alloc(cx, (size_t)code->width * (size_t)code->width);
	for (int i = 0; cells && i < code->width * code->width; i++)
		cells[i] = code->data[i] & 1;
	*ret = (struct qr){ code->width, cells };
	QRcode_free(code);
	return cells ? 0 : -E_NO_MEMORY;
}

bool qr_dark(const struct qr *q, int x, int y)
{
	return x >= 0 && y >= 0 && x < q->width && y < q->width && q->cells[y * q->width + x];
}
