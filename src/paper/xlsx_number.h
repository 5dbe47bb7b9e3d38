/* What a spreadsheet shows of a number: formats of cells, and numbers as text. Pure; for the files xlsx*.c only.
 *
 * Dates are numbers whose format is one of dates. They become 2022-08-30, 2022-08 (where the day is not shown),
 * 2022-08-30 18:00:00 or 18:00:00. Other numbers have at most 15 digits, as in the spreadsheet, and the zeros in front
 * that a format like 000000 shows; percent, thousands and currency are left out. */
#ifndef PAPER_XLSX_NUMBER_H
#define PAPER_XLSX_NUMBER_H

#include "paper/list_row.h"

#define XLSX_NUMBER_MAX 128 /* bytes of a number, read or made, with NUL */

enum xlsx_form { XLSX_GENERAL, XLSX_ZEROS, XLSX_DATE, XLSX_MONTH, XLSX_DATE_TIME, XLSX_TIME };

struct xlsx_format {
	enum xlsx_form form;
	uint32_t digits; /* of XLSX_ZEROS */
};

/* Of the number of a format that every spreadsheet knows (ECMA-376 18.8.30, with those of Chinese, Japanese and Korean). */
struct xlsx_format xlsx_format_known(uint32_t id);
/* Of a format's code, such as yyyy"年"m"月"d"日";@ */
struct xlsx_format xlsx_format_read(struct str code);
/* false: it is no number. from_1904: days are counted from 1904-01-01. A flaw leaves the number as it was. */
bool xlsx_number_text(struct str number, struct xlsx_format format, bool from_1904,
	char ret[XLSX_NUMBER_MAX], enum sheet_flaw *ret_flaw);

#endif
