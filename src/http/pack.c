/* Answers that phones take over a bad line are packed where the client can unpack them: lists in which ids and names of fields are
 * most of it. On the thread that made the answer, so that the event thread never waits for it. What cannot be packed goes as it is. */
#include "http/own.h"

#include <zlib.h>

#define PACK_MIN 1400 /* goes in one packet as it is */
#define GZIP_BITS 31  /* the largest window, with gzip's head */

void pack_answer(struct call *c)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)c->out.p, .avail_in = (uInt)c->out.n };
	size_t room;

	if (!(c->route->flags & ROUTE_PACK) || c->failed || !buf_ok(&c->out) ||
		c->out.n < PACK_MIN || c->out.n > UINT32_MAX / 2 ||
		!web_takes(call_header(c, "Accept-Encoding"), "gzip") ||
		deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_BITS, 8,
			Z_DEFAULT_STRATEGY) != Z_OK)
		return;
	room = deflateBound(&z, c->out.n);
	z.next_out = arena_alloc(c->cx.arena, room);
	z.avail_out = (uInt)room;
	if (z.next_out) {
		char *p = (char *)z.next_out;

		if (deflate(&z, Z_FINISH) == Z_STREAM_END)
			c->packed = (struct str){ p, z.total_out };
	}
	deflateEnd(&z);
}
