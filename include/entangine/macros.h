/* Compiler attributes of the public interface. SPDX-License-Identifier: MIT */
#ifndef ENT_MACROS_H
#define ENT_MACROS_H

#if defined(__cplusplus)
#define ENT_EXTERN_C_BEGIN extern "C" {
#define ENT_EXTERN_C_END }
#else
#define ENT_EXTERN_C_BEGIN
#define ENT_EXTERN_C_END
#endif

#if defined(__GNUC__) || defined(__clang__)
#define ENT_API __attribute__((visibility("default")))
#define ENT_MUST_USE __attribute__((warn_unused_result))
#define ENT_PRINTF(index, first) __attribute__((format(printf, index, first)))
#else
#define ENT_API
#define ENT_MUST_USE
#define ENT_PRINTF(index, first)
#endif

#endif
