/**
 * Which algorithms protect a connection: IANA's registry "TLS Cipher Suites" (RFC 5246, RFC 8446 and the
 * RFCs that add suites), and what each suite means for whoever wants to decrypt it.
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The cipher suites, the two signalling values included. */
export const CIPHER_SUITES: Registry = registry({
  title: "TLS Cipher Suites",
  bytes: 2,
  grease: true,
  rows: `
    0x0000 TLS_NULL_WITH_NULL_NULL
    0x0001 TLS_RSA_WITH_NULL_MD5
    0x0002 TLS_RSA_WITH_NULL_SHA
    0x0003 TLS_RSA_EXPORT_WITH_RC4_40_MD5
    0x0004 TLS_RSA_WITH_RC4_128_MD5
    0x0005 TLS_RSA_WITH_RC4_128_SHA
    0x0006 TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5
    0x0007 TLS_RSA_WITH_IDEA_CBC_SHA
    0x0008 TLS_RSA_EXPORT_WITH_DES40_CBC_SHA
    0x0009 TLS_RSA_WITH_DES_CBC_SHA
    0x000a TLS_RSA_WITH_3DES_EDE_CBC_SHA
    0x000b TLS_DH_DSS_EXPORT_WITH_DES40_CBC_SHA
    0x000c TLS_DH_DSS_WITH_DES_CBC_SHA
    0x000d TLS_DH_DSS_WITH_3DES_EDE_CBC_SHA
    0x000e TLS_DH_RSA_EXPORT_WITH_DES40_CBC_SHA
    0x000f TLS_DH_RSA_WITH_DES_CBC_SHA
    0x0010 TLS_DH_RSA_WITH_3DES_EDE_CBC_SHA
    0x0011 TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA
    0x0012 TLS_DHE_DSS_WITH_DES_CBC_SHA
    0x0013 TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA
    0x0014 TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA
    0x0015 TLS_DHE_RSA_WITH_DES_CBC_SHA
    0x0016 TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA
    0x0017 TLS_DH_anon_EXPORT_WITH_RC4_40_MD5
    0x0018 TLS_DH_anon_WITH_RC4_128_MD5
    0x0019 TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA
    0x001a TLS_DH_anon_WITH_DES_CBC_SHA
    0x001b TLS_DH_anon_WITH_3DES_EDE_CBC_SHA
    0x001e TLS_KRB5_WITH_DES_CBC_SHA
    0x001f TLS_KRB5_WITH_3DES_EDE_CBC_SHA
    0x0020 TLS_KRB5_WITH_RC4_128_SHA
    0x0021 TLS_KRB5_WITH_IDEA_CBC_SHA
    0x0022 TLS_KRB5_WITH_DES_CBC_MD5
    0x0023 TLS_KRB5_WITH_3DES_EDE_CBC_MD5
    0x0024 TLS_KRB5_WITH_RC4_128_MD5
    0x0025 TLS_KRB5_WITH_IDEA_CBC_MD5
    0x0026 TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA
    0x0027 TLS_KRB5_EXPORT_WITH_RC2_CBC_40_SHA
    0x0028 TLS_KRB5_EXPORT_WITH_RC4_40_SHA
    0x0029 TLS_KRB5_EXPORT_WITH_DES_CBC_40_MD5
    0x002a TLS_KRB5_EXPORT_WITH_RC2_CBC_40_MD5
    0x002b TLS_KRB5_EXPORT_WITH_RC4_40_MD5
    0x002c TLS_PSK_WITH_NULL_SHA
    0x002d TLS_DHE_PSK_WITH_NULL_SHA
    0x002e TLS_RSA_PSK_WITH_NULL_SHA
    0x002f TLS_RSA_WITH_AES_128_CBC_SHA
    0x0030 TLS_DH_DSS_WITH_AES_128_CBC_SHA
    0x0031 TLS_DH_RSA_WITH_AES_128_CBC_SHA
    0x0032 TLS_DHE_DSS_WITH_AES_128_CBC_SHA
    0x0033 TLS_DHE_RSA_WITH_AES_128_CBC_SHA
    0x0034 TLS_DH_anon_WITH_AES_128_CBC_SHA
    0x0035 TLS_RSA_WITH_AES_256_CBC_SHA
    0x0036 TLS_DH_DSS_WITH_AES_256_CBC_SHA
    0x0037 TLS_DH_RSA_WITH_AES_256_CBC_SHA
    0x0038 TLS_DHE_DSS_WITH_AES_256_CBC_SHA
    0x0039 TLS_DHE_RSA_WITH_AES_256_CBC_SHA
    0x003a TLS_DH_anon_WITH_AES_256_CBC_SHA
    0x003b TLS_RSA_WITH_NULL_SHA256
    0x003c TLS_RSA_WITH_AES_128_CBC_SHA256
    0x003d TLS_RSA_WITH_AES_256_CBC_SHA256
    0x003e TLS_DH_DSS_WITH_AES_128_CBC_SHA256
    0x003f TLS_DH_RSA_WITH_AES_128_CBC_SHA256
    0x0040 TLS_DHE_DSS_WITH_AES_128_CBC_SHA256
    0x0041 TLS_RSA_WITH_CAMELLIA_128_CBC_SHA
    0x0042 TLS_DH_DSS_WITH_CAMELLIA_128_CBC_SHA
    0x0043 TLS_DH_RSA_WITH_CAMELLIA_128_CBC_SHA
    0x0044 TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA
    0x0045 TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA
    0x0046 TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA
    0x0067 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256
    0x0068 TLS_DH_DSS_WITH_AES_256_CBC_SHA256
    0x0069 TLS_DH_RSA_WITH_AES_256_CBC_SHA256
    0x006a TLS_DHE_DSS_WITH_AES_256_CBC_SHA256
    0x006b TLS_DHE_RSA_WITH_AES_256_CBC_SHA256
    0x006c TLS_DH_anon_WITH_AES_128_CBC_SHA256
    0x006d TLS_DH_anon_WITH_AES_256_CBC_SHA256
    0x006e TLS_ASCONAEAD128_ASCONHASH256
    0x006f TLS_ASCONAEAD128_SHA256
    0x0070 TLS_AES_128_GCM_ASCONHASH256
    0x0071 TLS_AES_128_CCM_ASCONHASH256
    0x0084 TLS_RSA_WITH_CAMELLIA_256_CBC_SHA
    0x0085 TLS_DH_DSS_WITH_CAMELLIA_256_CBC_SHA
    0x0086 TLS_DH_RSA_WITH_CAMELLIA_256_CBC_SHA
    0x0087 TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA
    0x0088 TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA
    0x0089 TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA
    0x008a TLS_PSK_WITH_RC4_128_SHA
    0x008b TLS_PSK_WITH_3DES_EDE_CBC_SHA
    0x008c TLS_PSK_WITH_AES_128_CBC_SHA
    0x008d TLS_PSK_WITH_AES_256_CBC_SHA
    0x008e TLS_DHE_PSK_WITH_RC4_128_SHA
    0x008f TLS_DHE_PSK_WITH_3DES_EDE_CBC_SHA
    0x0090 TLS_DHE_PSK_WITH_AES_128_CBC_SHA
    0x0091 TLS_DHE_PSK_WITH_AES_256_CBC_SHA
    0x0092 TLS_RSA_PSK_WITH_RC4_128_SHA
    0x0093 TLS_RSA_PSK_WITH_3DES_EDE_CBC_SHA
    0x0094 TLS_RSA_PSK_WITH_AES_128_CBC_SHA
    0x0095 TLS_RSA_PSK_WITH_AES_256_CBC_SHA
    0x0096 TLS_RSA_WITH_SEED_CBC_SHA
    0x0097 TLS_DH_DSS_WITH_SEED_CBC_SHA
    0x0098 TLS_DH_RSA_WITH_SEED_CBC_SHA
    0x0099 TLS_DHE_DSS_WITH_SEED_CBC_SHA
    0x009a TLS_DHE_RSA_WITH_SEED_CBC_SHA
    0x009b TLS_DH_anon_WITH_SEED_CBC_SHA
    0x009c TLS_RSA_WITH_AES_128_GCM_SHA256
    0x009d TLS_RSA_WITH_AES_256_GCM_SHA384
    0x009e TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
    0x009f TLS_DHE_RSA_WITH_AES_256_GCM_SHA384
    0x00a0 TLS_DH_RSA_WITH_AES_128_GCM_SHA256
    0x00a1 TLS_DH_RSA_WITH_AES_256_GCM_SHA384
    0x00a2 TLS_DHE_DSS_WITH_AES_128_GCM_SHA256
    0x00a3 TLS_DHE_DSS_WITH_AES_256_GCM_SHA384
    0x00a4 TLS_DH_DSS_WITH_AES_128_GCM_SHA256
    0x00a5 TLS_DH_DSS_WITH_AES_256_GCM_SHA384
    0x00a6 TLS_DH_anon_WITH_AES_128_GCM_SHA256
    0x00a7 TLS_DH_anon_WITH_AES_256_GCM_SHA384
    0x00a8 TLS_PSK_WITH_AES_128_GCM_SHA256
    0x00a9 TLS_PSK_WITH_AES_256_GCM_SHA384
    0x00aa TLS_DHE_PSK_WITH_AES_128_GCM_SHA256
    0x00ab TLS_DHE_PSK_WITH_AES_256_GCM_SHA384
    0x00ac TLS_RSA_PSK_WITH_AES_128_GCM_SHA256
    0x00ad TLS_RSA_PSK_WITH_AES_256_GCM_SHA384
    0x00ae TLS_PSK_WITH_AES_128_CBC_SHA256
    0x00af TLS_PSK_WITH_AES_256_CBC_SHA384
    0x00b0 TLS_PSK_WITH_NULL_SHA256
    0x00b1 TLS_PSK_WITH_NULL_SHA384
    0x00b2 TLS_DHE_PSK_WITH_AES_128_CBC_SHA256
    0x00b3 TLS_DHE_PSK_WITH_AES_256_CBC_SHA384
    0x00b4 TLS_DHE_PSK_WITH_NULL_SHA256
    0x00b5 TLS_DHE_PSK_WITH_NULL_SHA384
    0x00b6 TLS_RSA_PSK_WITH_AES_128_CBC_SHA256
    0x00b7 TLS_RSA_PSK_WITH_AES_256_CBC_SHA384
    0x00b8 TLS_RSA_PSK_WITH_NULL_SHA256
    0x00b9 TLS_RSA_PSK_WITH_NULL_SHA384
    0x00ba TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256
    0x00bb TLS_DH_DSS_WITH_CAMELLIA_128_CBC_SHA256
    0x00bc TLS_DH_RSA_WITH_CAMELLIA_128_CBC_SHA256
    0x00bd TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256
    0x00be TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256
    0x00bf TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA256
    0x00c0 TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256
    0x00c1 TLS_DH_DSS_WITH_CAMELLIA_256_CBC_SHA256
    0x00c2 TLS_DH_RSA_WITH_CAMELLIA_256_CBC_SHA256
    0x00c3 TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256
    0x00c4 TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256
    0x00c5 TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA256
    0x00c6 TLS_SM4_GCM_SM3
    0x00c7 TLS_SM4_CCM_SM3
    0x00ff TLS_EMPTY_RENEGOTIATION_INFO_SCSV
    0x1301 TLS_AES_128_GCM_SHA256
    0x1302 TLS_AES_256_GCM_SHA384
    0x1303 TLS_CHACHA20_POLY1305_SHA256
    0x1304 TLS_AES_128_CCM_SHA256
    0x1305 TLS_AES_128_CCM_8_SHA256
    0x1306 TLS_AEGIS_256_SHA512
    0x1307 TLS_AEGIS_128L_SHA256
    0x5600 TLS_FALLBACK_SCSV
    0xc001 TLS_ECDH_ECDSA_WITH_NULL_SHA
    0xc002 TLS_ECDH_ECDSA_WITH_RC4_128_SHA
    0xc003 TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA
    0xc004 TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA
    0xc005 TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA
    0xc006 TLS_ECDHE_ECDSA_WITH_NULL_SHA
    0xc007 TLS_ECDHE_ECDSA_WITH_RC4_128_SHA
    0xc008 TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA
    0xc009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
    0xc00a TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
    0xc00b TLS_ECDH_RSA_WITH_NULL_SHA
    0xc00c TLS_ECDH_RSA_WITH_RC4_128_SHA
    0xc00d TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA
    0xc00e TLS_ECDH_RSA_WITH_AES_128_CBC_SHA
    0xc00f TLS_ECDH_RSA_WITH_AES_256_CBC_SHA
    0xc010 TLS_ECDHE_RSA_WITH_NULL_SHA
    0xc011 TLS_ECDHE_RSA_WITH_RC4_128_SHA
    0xc012 TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
    0xc013 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
    0xc014 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
    0xc015 TLS_ECDH_anon_WITH_NULL_SHA
    0xc016 TLS_ECDH_anon_WITH_RC4_128_SHA
    0xc017 TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA
    0xc018 TLS_ECDH_anon_WITH_AES_128_CBC_SHA
    0xc019 TLS_ECDH_anon_WITH_AES_256_CBC_SHA
    0xc01a TLS_SRP_SHA_WITH_3DES_EDE_CBC_SHA
    0xc01b TLS_SRP_SHA_RSA_WITH_3DES_EDE_CBC_SHA
    0xc01c TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA
    0xc01d TLS_SRP_SHA_WITH_AES_128_CBC_SHA
    0xc01e TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA
    0xc01f TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA
    0xc020 TLS_SRP_SHA_WITH_AES_256_CBC_SHA
    0xc021 TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA
    0xc022 TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA
    0xc023 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
    0xc024 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384
    0xc025 TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256
    0xc026 TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384
    0xc027 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
    0xc028 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384
    0xc029 TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256
    0xc02a TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384
    0xc02b TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
    0xc02c TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    0xc02d TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256
    0xc02e TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384
    0xc02f TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
    0xc030 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
    0xc031 TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256
    0xc032 TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384
    0xc033 TLS_ECDHE_PSK_WITH_RC4_128_SHA
    0xc034 TLS_ECDHE_PSK_WITH_3DES_EDE_CBC_SHA
    0xc035 TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA
    0xc036 TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA
    0xc037 TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256
    0xc038 TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384
    0xc039 TLS_ECDHE_PSK_WITH_NULL_SHA
    0xc03a TLS_ECDHE_PSK_WITH_NULL_SHA256
    0xc03b TLS_ECDHE_PSK_WITH_NULL_SHA384
    0xc03c TLS_RSA_WITH_ARIA_128_CBC_SHA256
    0xc03d TLS_RSA_WITH_ARIA_256_CBC_SHA384
    0xc03e TLS_DH_DSS_WITH_ARIA_128_CBC_SHA256
    0xc03f TLS_DH_DSS_WITH_ARIA_256_CBC_SHA384
    0xc040 TLS_DH_RSA_WITH_ARIA_128_CBC_SHA256
    0xc041 TLS_DH_RSA_WITH_ARIA_256_CBC_SHA384
    0xc042 TLS_DHE_DSS_WITH_ARIA_128_CBC_SHA256
    0xc043 TLS_DHE_DSS_WITH_ARIA_256_CBC_SHA384
    0xc044 TLS_DHE_RSA_WITH_ARIA_128_CBC_SHA256
    0xc045 TLS_DHE_RSA_WITH_ARIA_256_CBC_SHA384
    0xc046 TLS_DH_anon_WITH_ARIA_128_CBC_SHA256
    0xc047 TLS_DH_anon_WITH_ARIA_256_CBC_SHA384
    0xc048 TLS_ECDHE_ECDSA_WITH_ARIA_128_CBC_SHA256
    0xc049 TLS_ECDHE_ECDSA_WITH_ARIA_256_CBC_SHA384
    0xc04a TLS_ECDH_ECDSA_WITH_ARIA_128_CBC_SHA256
    0xc04b TLS_ECDH_ECDSA_WITH_ARIA_256_CBC_SHA384
    0xc04c TLS_ECDHE_RSA_WITH_ARIA_128_CBC_SHA256
    0xc04d TLS_ECDHE_RSA_WITH_ARIA_256_CBC_SHA384
    0xc04e TLS_ECDH_RSA_WITH_ARIA_128_CBC_SHA256
    0xc04f TLS_ECDH_RSA_WITH_ARIA_256_CBC_SHA384
    0xc050 TLS_RSA_WITH_ARIA_128_GCM_SHA256
    0xc051 TLS_RSA_WITH_ARIA_256_GCM_SHA384
    0xc052 TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256
    0xc053 TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384
    0xc054 TLS_DH_RSA_WITH_ARIA_128_GCM_SHA256
    0xc055 TLS_DH_RSA_WITH_ARIA_256_GCM_SHA384
    0xc056 TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256
    0xc057 TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384
    0xc058 TLS_DH_DSS_WITH_ARIA_128_GCM_SHA256
    0xc059 TLS_DH_DSS_WITH_ARIA_256_GCM_SHA384
    0xc05a TLS_DH_anon_WITH_ARIA_128_GCM_SHA256
    0xc05b TLS_DH_anon_WITH_ARIA_256_GCM_SHA384
    0xc05c TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256
    0xc05d TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384
    0xc05e TLS_ECDH_ECDSA_WITH_ARIA_128_GCM_SHA256
    0xc05f TLS_ECDH_ECDSA_WITH_ARIA_256_GCM_SHA384
    0xc060 TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256
    0xc061 TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384
    0xc062 TLS_ECDH_RSA_WITH_ARIA_128_GCM_SHA256
    0xc063 TLS_ECDH_RSA_WITH_ARIA_256_GCM_SHA384
    0xc064 TLS_PSK_WITH_ARIA_128_CBC_SHA256
    0xc065 TLS_PSK_WITH_ARIA_256_CBC_SHA384
    0xc066 TLS_DHE_PSK_WITH_ARIA_128_CBC_SHA256
    0xc067 TLS_DHE_PSK_WITH_ARIA_256_CBC_SHA384
    0xc068 TLS_RSA_PSK_WITH_ARIA_128_CBC_SHA256
    0xc069 TLS_RSA_PSK_WITH_ARIA_256_CBC_SHA384
    0xc06a TLS_PSK_WITH_ARIA_128_GCM_SHA256
    0xc06b TLS_PSK_WITH_ARIA_256_GCM_SHA384
    0xc06c TLS_DHE_PSK_WITH_ARIA_128_GCM_SHA256
    0xc06d TLS_DHE_PSK_WITH_ARIA_256_GCM_SHA384
    0xc06e TLS_RSA_PSK_WITH_ARIA_128_GCM_SHA256
    0xc06f TLS_RSA_PSK_WITH_ARIA_256_GCM_SHA384
    0xc070 TLS_ECDHE_PSK_WITH_ARIA_128_CBC_SHA256
    0xc071 TLS_ECDHE_PSK_WITH_ARIA_256_CBC_SHA384
    0xc072 TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256
    0xc073 TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384
    0xc074 TLS_ECDH_ECDSA_WITH_CAMELLIA_128_CBC_SHA256
    0xc075 TLS_ECDH_ECDSA_WITH_CAMELLIA_256_CBC_SHA384
    0xc076 TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256
    0xc077 TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384
    0xc078 TLS_ECDH_RSA_WITH_CAMELLIA_128_CBC_SHA256
    0xc079 TLS_ECDH_RSA_WITH_CAMELLIA_256_CBC_SHA384
    0xc07a TLS_RSA_WITH_CAMELLIA_128_GCM_SHA256
    0xc07b TLS_RSA_WITH_CAMELLIA_256_GCM_SHA384
    0xc07c TLS_DHE_RSA_WITH_CAMELLIA_128_GCM_SHA256
    0xc07d TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384
    0xc07e TLS_DH_RSA_WITH_CAMELLIA_128_GCM_SHA256
    0xc07f TLS_DH_RSA_WITH_CAMELLIA_256_GCM_SHA384
    0xc080 TLS_DHE_DSS_WITH_CAMELLIA_128_GCM_SHA256
    0xc081 TLS_DHE_DSS_WITH_CAMELLIA_256_GCM_SHA384
    0xc082 TLS_DH_DSS_WITH_CAMELLIA_128_GCM_SHA256
    0xc083 TLS_DH_DSS_WITH_CAMELLIA_256_GCM_SHA384
    0xc084 TLS_DH_anon_WITH_CAMELLIA_128_GCM_SHA256
    0xc085 TLS_DH_anon_WITH_CAMELLIA_256_GCM_SHA384
    0xc086 TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_GCM_SHA256
    0xc087 TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_GCM_SHA384
    0xc088 TLS_ECDH_ECDSA_WITH_CAMELLIA_128_GCM_SHA256
    0xc089 TLS_ECDH_ECDSA_WITH_CAMELLIA_256_GCM_SHA384
    0xc08a TLS_ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256
    0xc08b TLS_ECDHE_RSA_WITH_CAMELLIA_256_GCM_SHA384
    0xc08c TLS_ECDH_RSA_WITH_CAMELLIA_128_GCM_SHA256
    0xc08d TLS_ECDH_RSA_WITH_CAMELLIA_256_GCM_SHA384
    0xc08e TLS_PSK_WITH_CAMELLIA_128_GCM_SHA256
    0xc08f TLS_PSK_WITH_CAMELLIA_256_GCM_SHA384
    0xc090 TLS_DHE_PSK_WITH_CAMELLIA_128_GCM_SHA256
    0xc091 TLS_DHE_PSK_WITH_CAMELLIA_256_GCM_SHA384
    0xc092 TLS_RSA_PSK_WITH_CAMELLIA_128_GCM_SHA256
    0xc093 TLS_RSA_PSK_WITH_CAMELLIA_256_GCM_SHA384
    0xc094 TLS_PSK_WITH_CAMELLIA_128_CBC_SHA256
    0xc095 TLS_PSK_WITH_CAMELLIA_256_CBC_SHA384
    0xc096 TLS_DHE_PSK_WITH_CAMELLIA_128_CBC_SHA256
    0xc097 TLS_DHE_PSK_WITH_CAMELLIA_256_CBC_SHA384
    0xc098 TLS_RSA_PSK_WITH_CAMELLIA_128_CBC_SHA256
    0xc099 TLS_RSA_PSK_WITH_CAMELLIA_256_CBC_SHA384
    0xc09a TLS_ECDHE_PSK_WITH_CAMELLIA_128_CBC_SHA256
    0xc09b TLS_ECDHE_PSK_WITH_CAMELLIA_256_CBC_SHA384
    0xc09c TLS_RSA_WITH_AES_128_CCM
    0xc09d TLS_RSA_WITH_AES_256_CCM
    0xc09e TLS_DHE_RSA_WITH_AES_128_CCM
    0xc09f TLS_DHE_RSA_WITH_AES_256_CCM
    0xc0a0 TLS_RSA_WITH_AES_128_CCM_8
    0xc0a1 TLS_RSA_WITH_AES_256_CCM_8
    0xc0a2 TLS_DHE_RSA_WITH_AES_128_CCM_8
    0xc0a3 TLS_DHE_RSA_WITH_AES_256_CCM_8
    0xc0a4 TLS_PSK_WITH_AES_128_CCM
    0xc0a5 TLS_PSK_WITH_AES_256_CCM
    0xc0a6 TLS_DHE_PSK_WITH_AES_128_CCM
    0xc0a7 TLS_DHE_PSK_WITH_AES_256_CCM
    0xc0a8 TLS_PSK_WITH_AES_128_CCM_8
    0xc0a9 TLS_PSK_WITH_AES_256_CCM_8
    0xc0aa TLS_PSK_DHE_WITH_AES_128_CCM_8
    0xc0ab TLS_PSK_DHE_WITH_AES_256_CCM_8
    0xc0ac TLS_ECDHE_ECDSA_WITH_AES_128_CCM
    0xc0ad TLS_ECDHE_ECDSA_WITH_AES_256_CCM
    0xc0ae TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8
    0xc0af TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8
    0xc0b0 TLS_ECCPWD_WITH_AES_128_GCM_SHA256
    0xc0b1 TLS_ECCPWD_WITH_AES_256_GCM_SHA384
    0xc0b2 TLS_ECCPWD_WITH_AES_128_CCM_SHA256
    0xc0b3 TLS_ECCPWD_WITH_AES_256_CCM_SHA384
    0xc0b4 TLS_SHA256_SHA256
    0xc0b5 TLS_SHA384_SHA384
    0xc100 TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC
    0xc101 TLS_GOSTR341112_256_WITH_MAGMA_CTR_OMAC
    0xc102 TLS_GOSTR341112_256_WITH_28147_CNT_IMIT
    0xc103 TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L
    0xc104 TLS_GOSTR341112_256_WITH_MAGMA_MGM_L
    0xc105 TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_S
    0xc106 TLS_GOSTR341112_256_WITH_MAGMA_MGM_S
    0xcca8 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
    0xcca9 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
    0xccaa TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256
    0xccab TLS_PSK_WITH_CHACHA20_POLY1305_SHA256
    0xccac TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256
    0xccad TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256
    0xccae TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256
    0xd001 TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256
    0xd002 TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384
    0xd003 TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256
    0xd005 TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256`,
  ranges: [
    { first: 0x001c, last: 0x001d, purpose: "reserved" },
    { first: 0x0047, last: 0x005c, purpose: "reserved" },
    { first: 0x0060, last: 0x0066, purpose: "reserved" },
    { first: 0xfefe, last: 0xfeff, purpose: "reserved" },
    { first: 0xff00, last: 0xffff, purpose: "private use" },
  ],
});

/** Signals instead of suites: they name no algorithms (RFC 5746, RFC 7507). */
const SIGNALS = /_SCSV$/;

/** How the two sides come to a shared secret; `any` in TLS 1.3, where the suite does not say. */
export type KeyExchange =
  | "any"
  | "NULL"
  | "RSA"
  | "DH"
  | "DHE"
  | "ECDH"
  | "ECDHE"
  | "PSK"
  | "SRP"
  | "KRB5"
  | "ECCPWD"
  | "GOSTR341112_256";

/**
 * What proves the server's identity; `any` in TLS 1.3, where the suite does not say. `anon` is nothing
 * at all; `RSA+PSK` is a certificate and a pre-shared key together.
 */
export type Authentication =
  | "any"
  | "NULL"
  | "anon"
  | "RSA"
  | "DSS"
  | "ECDSA"
  | "PSK"
  | "RSA+PSK"
  | "SRP"
  | "KRB5"
  | "ECCPWD"
  | "GOST";

/** What a cipher suite means. All lengths are in bytes. */
export interface SuiteDescription {
  /** The number on the wire. */
  readonly code: number;
  /** The registered name. */
  readonly name: string;
  /** Whether the suite is for TLS 1.3 alone; the others are for TLS 1.2 and earlier alone. */
  readonly tls13Only: boolean;
  /** Whether it was weakened for the export rules of the 1990s. */
  readonly exportGrade: boolean;
  /**
   * How the two sides come to a shared secret. `DH` and `ECDH` take the key of the certificate, except
   * with authentication `anon`, where the server sends a fresh one as with `DHE` and `ECDHE`.
   */
  readonly keyExchange: KeyExchange;
  /** What proves the server's identity. */
  readonly authentication: Authentication;
  /** The cipher as the name spells it, such as `AES_128_GCM`; `NULL` if nothing is encrypted. */
  readonly cipher: string;
  /**
   * How the cipher is used on a record: `null` not at all, `stream` and `cbc` together with a MAC,
   * `aead` with integrity built in.
   */
  readonly construction: "null" | "stream" | "cbc" | "aead";
  /**
   * The MAC: `AEAD` if the cipher needs none, `NULL` if there is none, else the hash of an HMAC (`MD5`,
   * `SHA`, `SHA256`, `SHA384`) or `OMAC` or `IMIT` of the GOST suites.
   */
  readonly mac: string;
  /** How long the MAC of a record is; 0 for an AEAD. */
  readonly macLength: number;
  /** How much of the key block each side's MAC key takes; 0 for an AEAD and in TLS 1.3. */
  readonly macKeyLength: number;
  /**
   * The hash of the key derivation: of the PRF in TLS 1.2, of HKDF in TLS 1.3. TLS 1.0 and 1.1 always
   * use MD5 and SHA-1 together, whatever the suite.
   */
  readonly hash: string;
  /** How long the key of the cipher is. */
  readonly keyLength: number;
  /** How much of the key block each side's key takes; less than `keyLength` in export suites. */
  readonly keyMaterialLength: number;
  /**
   * How long the part of the IV or nonce is that comes from the key derivation. For `cbc` that is TLS
   * 1.0 alone: from TLS 1.1 on nothing is derived and the whole IV is in the record.
   */
  readonly fixedIvLength: number;
  /**
   * How long the part of the IV or nonce is that each record carries in front. For `cbc` that is from
   * TLS 1.1 on: in TLS 1.0 a record carries none.
   */
  readonly explicitIvLength: number;
  /** How long the tag at the end of an AEAD's record, or of any record of TLS 1.3, is; else 0. */
  readonly tagLength: number;
  /** The block of a cipher in CBC mode, to which records are padded; 0 for all others. */
  readonly blockLength: number;
}

/**
 * What a cipher suite means, read from its name.
 *
 * @param code The number on the wire.
 * @returns The description, or undefined if the number is no suite: not registered, or one of the two
 * signalling values.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { describeSuite } from "./cipher_suites.ts";
 *
 * const suite = describeSuite(0xc030)!;
 * assertEquals(suite.name, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
 * assertEquals([suite.keyExchange, suite.authentication], ["ECDHE", "RSA"]);
 * assertEquals([suite.cipher, suite.keyLength, suite.hash], ["AES_256_GCM", 32, "SHA384"]);
 * ```
 */
export function describeSuite(code: number): SuiteDescription | undefined {
  const name = CIPHER_SUITES.names.get(code);
  if (name === undefined || SIGNALS.test(name)) return undefined;
  let known = described.get(code);
  if (!known) described.set(code, known = describe(code, name));
  return known;
}

/** Those asked for so far: every handshake asks. */
const described = new Map<number, SuiteDescription>();

function describe(code: number, name: string): SuiteDescription {
  const [, agreement, protection] = /^TLS_(?:(.+)_WITH_)?(.+)$/.exec(name)!;
  const tls13Only = agreement === undefined || /_MGM_[LS]$/.test(name);
  const [keyExchange, authentication] = tls13Only
    ? ANY
    : AGREEMENTS[agreement!.replace("_EXPORT", "")]!;
  return {
    code,
    name,
    tls13Only,
    exportGrade: /_EXPORT_/.test(name),
    keyExchange,
    authentication,
    ...(agreement === undefined ? protect13(protection!) : protect12(agreement, protection!)),
  };
}

const ANY: readonly [KeyExchange, Authentication] = ["any", "any"];

const AGREEMENTS: Readonly<Record<string, readonly [KeyExchange, Authentication]>> = {
  NULL: ["NULL", "NULL"],
  RSA: ["RSA", "RSA"],
  DH_DSS: ["DH", "DSS"],
  DH_RSA: ["DH", "RSA"],
  DH_anon: ["DH", "anon"],
  DHE_DSS: ["DHE", "DSS"],
  DHE_RSA: ["DHE", "RSA"],
  ECDH_ECDSA: ["ECDH", "ECDSA"],
  ECDH_RSA: ["ECDH", "RSA"],
  ECDH_anon: ["ECDH", "anon"],
  ECDHE_ECDSA: ["ECDHE", "ECDSA"],
  ECDHE_RSA: ["ECDHE", "RSA"],
  KRB5: ["KRB5", "KRB5"],
  PSK: ["PSK", "PSK"],
  DHE_PSK: ["DHE", "PSK"],
  PSK_DHE: ["DHE", "PSK"], // Two CCM_8 suites are registered with the words swapped (RFC 6655).
  ECDHE_PSK: ["ECDHE", "PSK"],
  RSA_PSK: ["RSA", "RSA+PSK"],
  SRP_SHA: ["SRP", "SRP"],
  SRP_SHA_RSA: ["SRP", "RSA"],
  SRP_SHA_DSS: ["SRP", "DSS"],
  ECCPWD: ["ECCPWD", "ECCPWD"],
  GOSTR341112_256: ["GOSTR341112_256", "GOST"],
};

/** What a suite says of the protection of records and of the derivation of keys. */
type Protection = Omit<
  SuiteDescription,
  "code" | "name" | "tls13Only" | "exportGrade" | "keyExchange" | "authentication"
>;

/** Length of the key, of the nonce and of the tag of the AEADs that TLS 1.3 alone has. */
const AEADS_13: Readonly<Record<string, readonly [key: number, nonce: number, tag: number]>> = {
  CHACHA20_POLY1305: [32, 12, 16],
  SM4_GCM: [16, 12, 16],
  SM4_CCM: [16, 12, 16],
  AEGIS_256: [32, 32, 16],
  AEGIS_128L: [16, 16, 16],
  ASCONAEAD128: [16, 16, 16],
  KUZNYECHIK_MGM_L: [32, 16, 16], // RFC 9367: tag and nonce are a block of the cipher.
  KUZNYECHIK_MGM_S: [32, 16, 16],
  MAGMA_MGM_L: [32, 8, 8],
  MAGMA_MGM_S: [32, 8, 8],
};

/** Length of key, of key material and of block; no block means a stream cipher. */
const CIPHERS: Readonly<Record<string, readonly [key: number, material: number, block: number]>> = {
  RC4_40: [16, 5, 0],
  RC4_128: [16, 16, 0],
  RC2_CBC_40: [16, 5, 8],
  DES40_CBC: [8, 5, 8],
  DES_CBC_40: [8, 5, 8],
  DES_CBC: [8, 8, 8],
  "3DES_EDE_CBC": [24, 24, 8],
  IDEA_CBC: [16, 16, 8],
  SEED_CBC: [16, 16, 16],
};

const HASH_LENGTHS: Readonly<Record<string, number>> = {
  NULL: 0,
  MD5: 16,
  SHA: 20,
  SHA256: 32,
  SHA384: 48,
};

/** Length of the IV and of the MAC of the GOST suites for TLS 1.2 (RFC 9189 section 4). */
const GOST: Readonly<Record<string, readonly [iv: number, mac: number]>> = {
  KUZNYECHIK_CTR: [8, 16],
  MAGMA_CTR: [4, 8],
  "28147_CNT": [8, 4],
};

const GOST_HASH = "GOSTR341112_256";

function aead(
  cipher: string,
  hash: string,
  keyLength: number,
  fixedIvLength: number,
  explicitIvLength: number,
  tagLength: number,
): Protection {
  return {
    cipher,
    construction: "aead",
    mac: "AEAD",
    macLength: 0,
    macKeyLength: 0,
    hash,
    keyLength,
    keyMaterialLength: keyLength,
    fixedIvLength,
    explicitIvLength,
    tagLength,
    blockLength: 0,
  };
}

function protect13(protection: string): Protection {
  const [, cipher, hash] = /^(.+)_([^_]+)$/.exec(protection) as unknown as [string, string, string];
  if (cipher === hash) {
    // RFC 9150: records are in the clear with an HMAC for a tag; key and nonce are as long as the hash.
    const length = HASH_LENGTHS[hash]!;
    return {
      ...aead("NULL", hash, length, length, 0, length),
      construction: "null",
      mac: hash,
      macLength: length,
    };
  }
  const [key, nonce, tag] = AEADS_13[cipher] ?? [keyLengthOf(cipher), 12, tagLengthOf(cipher)];
  return aead(cipher, hash, key, nonce, 0, tag);
}

function protect12(agreement: string, protection: string): Protection {
  if (agreement === GOST_HASH) return protectGost(protection);
  const match = /^(.+)_(NULL|MD5|SHA|SHA256|SHA384)$/.exec(protection);
  const [cipher, mac] = match ? [match[1]!, match[2]!] : [protection, "AEAD"];
  const hash = mac === "SHA384" ? "SHA384" : "SHA256";
  if (cipher === "CHACHA20_POLY1305") return aead(cipher, hash, 32, 12, 0, 16);
  if (/_(GCM|CCM|CCM_8)$/.test(cipher)) {
    return aead(cipher, hash, keyLengthOf(cipher), 4, 8, tagLengthOf(cipher));
  }
  const length = keyLengthOf(cipher);
  const [keyLength, keyMaterialLength, blockLength] = cipher === "NULL"
    ? [0, 0, 0]
    : CIPHERS[cipher] ?? [length, length, 16];
  return {
    cipher,
    construction: cipher === "NULL" ? "null" : blockLength === 0 ? "stream" : "cbc",
    mac,
    macLength: HASH_LENGTHS[mac]!,
    macKeyLength: HASH_LENGTHS[mac]!,
    hash,
    keyLength,
    keyMaterialLength,
    fixedIvLength: blockLength,
    explicitIvLength: blockLength,
    tagLength: 0,
    blockLength,
  };
}

function protectGost(protection: string): Protection {
  const combined = AEADS_13[protection];
  if (combined) {
    const [key, nonce, tag] = combined;
    return aead(protection, GOST_HASH, key, nonce, 0, tag);
  }
  const [, cipher, mac] = /^(.+)_([^_]+)$/.exec(protection) as unknown as [string, string, string];
  const [iv, macLength] = GOST[cipher]!;
  return {
    ...aead(cipher, GOST_HASH, 32, iv, 0, 0),
    construction: "stream",
    mac,
    macLength,
    macKeyLength: 32,
  };
}

/** Of a cipher that says it in bits, as `AES_128_CBC` does. */
function keyLengthOf(cipher: string): number {
  return Number(/_(128|256)_/.exec(cipher)?.[1] ?? 0) / 8;
}

function tagLengthOf(cipher: string): number {
  return cipher.endsWith("_CCM_8") ? 8 : 16;
}
