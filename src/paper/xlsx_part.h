/* One part of a workbook, unpacked and parsed as it is read: nothing of it is ever whole in memory or on a disk. For the
 * files xlsx*.c only.
 *
 * A workbook comes from strangers. What is unpacked has a limit, in bytes and against what it was packed into; a document
 * type, which is what entities need, is refused; elements nest to 32, and one tag is at most 256 KiB long. */
#ifndef PAPER_XLSX_PART_H
#define PAPER_XLSX_PART_H

#include <zip.h>

#include "core/err.h"

#define XLSX_PART_SMALL (16u << 20) /* all but the cells and their texts */
#define XLSX_PART_LARGE (2048ull << 20)

struct xlsx_part;

/* Names are without their prefix. Each returns 0, an error, or, but for text, 1: xlsx_part_read pauses. */
struct xlsx_events {
	int (*start)(void *arg, struct cx *cx, const char *name, const char **attributes);
	int (*end)(void *arg, struct cx *cx, const char *name);
	int (*text)(void *arg, struct cx *cx, struct str piece);
};

/* Has to be closed. E_XLSX: there is none of that name; it is locked by a password. */
int xlsx_part_open(struct cx *cx, zip_t *zip, const char *name, uint64_t bytes_max,
	const struct xlsx_events *events, void *arg, struct xlsx_part **ret);
/* 1: an event asked for a pause; 0: the end; E_XLSX, E_XLSX_LARGE, or what an event returned. */
int xlsx_part_read(struct cx *cx, struct xlsx_part *p);
/* Where in the unpacked part the tag of this event begins, and what follows it: of an element that is one tag, <c/>, the end comes
 * behind it and has no length. During an event only. */
int64_t xlsx_part_from(const struct xlsx_part *p);
int64_t xlsx_part_to(const struct xlsx_part *p);
/* The row that was read last, for messages. */
void xlsx_part_at(struct xlsx_part *p, int64_t row);
void xlsx_part_close(struct xlsx_part *p); /* takes NULL */
/* From beginning to end, for events that never pause. */
int xlsx_part_whole(struct cx *cx, zip_t *zip, const char *name, uint64_t bytes_max,
	const struct xlsx_events *events, void *arg);

/* The bytes of one that was read through before, and so is no longer than XLSX_PART_SMALL. E_XLSX: it is not in UTF-8. */
int xlsx_part_bytes(struct cx *cx, zip_t *zip, const char *name, struct str *ret);
int xlsx_damaged(struct cx *cx, const char *name); /* E_XLSX */

/* The value of an attribute by its name without prefix; STR_NONE: there is none. */
struct str xlsx_attribute(const char **attributes, const char *name);
/* A number without sign, of at most 9 digits. */
bool xlsx_unsigned(struct str s, uint32_t *ret);
/* E_XLSX or E_XLSX_LARGE, with {0} … {3} of both texts filled in. */
int xlsx_error(struct cx *cx, int code, const char *zh, const char *en, ...)
	__attribute__((sentinel));
#define xlsx_err(...) xlsx_error(__VA_ARGS__, (const char *)0)

#endif
