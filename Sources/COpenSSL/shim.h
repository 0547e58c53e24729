#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H
#include <openssl/opensslv.h>
#include <openssl/err.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/ts.h>
#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/crypto.h>

/* Only what Swift cannot import: function-like macros. Functions of stacks are not here, because
   OPENSSL_sk_num and its siblings take every STACK_OF as the same opaque pointer. */

/* BIO_get_mem_data */
static inline long tradehall_bio_contents(BIO *bio, unsigned char **start) {
    return BIO_get_mem_data(bio, (char **)start);
}

/* XN_FLAG_RFC2253 is a macro with casts. The most significant bit is not escaped, so that Chinese stays
   legible. */
static inline int tradehall_print_name(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0,
        (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_DN_REV));
}

/* ERR_GET_LIB and ERR_GET_REASON with PEM_R_NO_START_LINE */
static inline int tradehall_is_no_start_line(unsigned long code) {
    return ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE;
}

/* EVP_EC_gen and EVP_RSA_gen are macros over the variadic EVP_PKEY_Q_keygen */
static inline EVP_PKEY *tradehall_generate_ec(const char *curve) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "EC", curve);
}
static inline EVP_PKEY *tradehall_generate_ed25519(void) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}
static inline EVP_PKEY *tradehall_generate_sm2(void) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
}
static inline EVP_PKEY *tradehall_generate_rsa(size_t bits) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}

/* sk_X509_pop_free casts function pointers */
static inline void tradehall_free_certificates(STACK_OF(X509) *stack) {
    sk_X509_pop_free(stack, X509_free);
}
static inline void tradehall_free_lists(STACK_OF(X509_CRL) *stack) {
    sk_X509_CRL_pop_free(stack, X509_CRL_free);
}

/* EC_POINTs_mul is marked as deprecated without a successor: sums of many products of public scalars and points
   share their doublings in it, which no other function of the library offers. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
static inline int tradehall_points_mul(const EC_GROUP *group, EC_POINT *result, const BIGNUM *base,
                                       size_t count, const EC_POINT **points, const BIGNUM **scalars,
                                       BN_CTX *context) {
    return EC_POINTs_mul(group, result, base, count, points, scalars, context);
}
#pragma clang diagnostic pop

/* OPENSSL_free */
static inline void tradehall_free(void *memory) { OPENSSL_free(memory); }
#endif
