/* --xlsx: what a command shows as a table, as a workbook for whoever works on with it.
 *
 * One sheet holds the table, as it is shown: numbers as numbers, all else as text. Another, behind it, says what the list
 * is: the command, its area, as of which position and time, and what the commands note of it. The file is there whole, or
 * not at all. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/cli.h"
#include "cli/table.h"

struct export;

/* Rows about people leave as a file only with what they are for (--purpose, --reason) and the last day on which the file may be kept
 * (--until): an export. It is numbered, marked on each page and in each row, bounded (guard/look_book.h), and entered in
 * the look-book before the file is there. Asked before the command runs: E_USAGE. */
int export_ask(struct cli *c);
bool export_is_copy(const struct cli *c);

/* The rows of t so far; those of the first call begin with the headings. t is empty afterwards, and may be filled again. */
int export_table(struct cli *c, struct table *t);
/* What a word of the list means, for the second sheet. Nothing without --xlsx. */
int export_note(struct cli *c, const char *label, struct str text);
/* After the command: nothing, if there was no table. */
int export_end(struct cli *c);
void export_drop(struct cli *c);

#endif
