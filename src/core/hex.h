/* Hex digits by a table, since random ones make branches guess wrong: for str.c and uuid.c. */
#ifndef CORE_HEX_H
#define CORE_HEX_H

#include <stdint.h>

#define HEX_DIGIT 16

/* By character: the digit's value with HEX_DIGIT set; 0 for what is none. */
extern const uint8_t hex_values[256];

#endif
