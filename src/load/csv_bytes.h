/* The bytes of a CSV file as UTF-8, piece by piece; for csv.c only. */
#ifndef LOAD_CSV_BYTES_H
#define LOAD_CSV_BYTES_H

#include <iconv.h>

#include "sys/sys.h"

#define CSV_RAW 65536
#define CSV_TEXT (2 * CSV_RAW + 64) /* two bytes of GB18030 are three of UTF-8 */

enum csv_encoding { CSV_UTF8, CSV_GB18030 };

struct csv_bytes {
	const char *path; /* or: */
	struct str memory;
	struct sys_file *file;
	size_t at; /* in memory */
	enum csv_encoding encoding;
	iconv_t iconv;
	bool converting, begun, ended;
	bool bad;    /* what follows is not of the encoding */
	bool marked; /* it began with a byte order mark */
	size_t raw_n, text_n, text_at;
	char raw[CSV_RAW];   /* read, not yet decoded */
	char text[CSV_TEXT]; /* decoded; the parser has taken text_at of it */
};

/* Starts again from the first byte. */
int csv_bytes_start(struct cx *cx, struct csv_bytes *b, enum csv_encoding encoding);
/* The first bytes as they are; what is not there is 0. Start it (again) afterwards. */
int csv_bytes_head(struct cx *cx, struct csv_bytes *b, uint8_t ret[4]);
/* More text: 1, 0 at the end; E_CSV_ENCODING (row) where the encoding breaks. Takes b->text whole. */
int csv_bytes_more(struct cx *cx, struct csv_bytes *b, int64_t row);
void csv_bytes_close(struct csv_bytes *b);

#endif
