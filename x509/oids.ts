/**
 * Object identifiers by name: OpenSSL's short and long names, so that what is printed here can be
 * compared with `openssl x509 -text` word for word.
 *
 * @module
 */

/** What an object identifier is called. */
export interface OidName {
  /** The short name, such as `CN`. */
  readonly short: string;
  /** The long name, such as `commonName`. */
  readonly long: string;
}

const NAMES: Readonly<Record<string, OidName>> = (() => {
  const table: Record<string, OidName> = {};
  const rows = `
    2.5.4.3 CN commonName
    2.5.4.4 SN surname
    2.5.4.5 serialNumber serialNumber
    2.5.4.6 C countryName
    2.5.4.7 L localityName
    2.5.4.8 ST stateOrProvinceName
    2.5.4.9 street streetAddress
    2.5.4.10 O organizationName
    2.5.4.11 OU organizationalUnitName
    2.5.4.12 title title
    2.5.4.13 description description
    2.5.4.15 businessCategory businessCategory
    2.5.4.17 postalCode postalCode
    2.5.4.14 searchGuide searchGuide
    2.5.4.16 postalAddress postalAddress
    2.5.4.18 postOfficeBox postOfficeBox
    2.5.4.20 telephoneNumber telephoneNumber
    2.5.4.34 seeAlso seeAlso
    2.5.4.41 name name
    2.5.4.42 GN givenName
    2.5.4.43 initials initials
    2.5.4.44 generationQualifier generationQualifier
    2.5.4.46 dnQualifier dnQualifier
    2.5.4.45 x500UniqueIdentifier x500UniqueIdentifier
    2.5.4.65 pseudonym pseudonym
    2.5.4.51 houseIdentifier houseIdentifier
    2.5.4.72 role role
    2.5.4.97 organizationIdentifier organizationIdentifier
    2.5.4.98 c3 countryCode3c
    2.5.4.99 n3 countryCode3n
    2.5.4.100 dnsName dnsName
    0.9.2342.19200300.100.1.1 UID userId
    0.9.2342.19200300.100.1.3 mail rfc822Mailbox
    0.9.2342.19200300.100.1.25 DC domainComponent
    1.2.840.113549.1.9.1 emailAddress emailAddress
    1.2.840.113549.1.9.7 challengePassword challengePassword
    1.2.840.113549.1.9.2 unstructuredName unstructuredName
    1.2.840.113549.1.9.8 unstructuredAddress unstructuredAddress
    1.2.840.113549.1.9.15 SMIME-CAPS S/MIME_Capabilities
    1.2.840.113549.1.9.14 extReq Extension_Request
    1.3.6.1.4.1.311.2.1.14 msExtReq Microsoft_Extension_Request
    1.3.6.1.4.1.311.60.2.1.1 jurisdictionL jurisdictionLocalityName
    1.3.6.1.4.1.311.60.2.1.2 jurisdictionST jurisdictionStateOrProvinceName
    1.3.6.1.4.1.311.60.2.1.3 jurisdictionC jurisdictionCountryName
    1.2.840.113549.1.1.1 rsaEncryption rsaEncryption
    1.2.840.113549.1.1.2 RSA-MD2 md2WithRSAEncryption
    1.2.840.113549.1.1.3 RSA-MD4 md4WithRSAEncryption
    1.2.840.113549.1.1.4 RSA-MD5 md5WithRSAEncryption
    1.2.840.113549.1.1.5 RSA-SHA1 sha1WithRSAEncryption
    1.2.840.113549.1.1.7 RSAES-OAEP rsaesOaep
    1.2.840.113549.1.1.10 RSASSA-PSS rsassaPss
    1.2.840.113549.1.1.11 RSA-SHA256 sha256WithRSAEncryption
    1.2.840.113549.1.1.12 RSA-SHA384 sha384WithRSAEncryption
    1.2.840.113549.1.1.13 RSA-SHA512 sha512WithRSAEncryption
    1.2.840.113549.1.1.14 RSA-SHA224 sha224WithRSAEncryption
    1.2.840.113549.1.1.15 RSA-SHA512/224 sha512-224WithRSAEncryption
    1.2.840.113549.1.1.16 RSA-SHA512/256 sha512-256WithRSAEncryption
    2.16.840.1.101.3.4.3.13 id-rsassa-pkcs1-v1_5-with-sha3-224 RSA-SHA3-224
    2.16.840.1.101.3.4.3.14 id-rsassa-pkcs1-v1_5-with-sha3-256 RSA-SHA3-256
    2.16.840.1.101.3.4.3.15 id-rsassa-pkcs1-v1_5-with-sha3-384 RSA-SHA3-384
    2.16.840.1.101.3.4.3.16 id-rsassa-pkcs1-v1_5-with-sha3-512 RSA-SHA3-512
    1.2.840.113549.1.1.8 MGF1 mgf1
    1.2.840.10045.2.1 id-ecPublicKey id-ecPublicKey
    1.2.840.10045.4.1 ecdsa-with-SHA1 ecdsa-with-SHA1
    1.2.840.10045.4.3.1 ecdsa-with-SHA224 ecdsa-with-SHA224
    1.2.840.10045.4.3.2 ecdsa-with-SHA256 ecdsa-with-SHA256
    1.2.840.10045.4.3.3 ecdsa-with-SHA384 ecdsa-with-SHA384
    1.2.840.10045.4.3.4 ecdsa-with-SHA512 ecdsa-with-SHA512
    1.2.840.10045.3.1.7 prime256v1 prime256v1
    1.2.840.10045.3.1.1 prime192v1 prime192v1
    1.3.132.0.33 secp224r1 secp224r1
    1.3.36.3.3.2.8.1.1.7 brainpoolP256r1 brainpoolP256r1
    1.3.36.3.3.2.8.1.1.11 brainpoolP384r1 brainpoolP384r1
    1.3.36.3.3.2.8.1.1.13 brainpoolP512r1 brainpoolP512r1
    1.3.132.0.34 secp384r1 secp384r1
    1.3.132.0.35 secp521r1 secp521r1
    1.3.132.0.10 secp256k1 secp256k1
    1.3.101.110 X25519 X25519
    1.3.101.111 X448 X448
    1.3.101.112 ED25519 ED25519
    1.3.101.113 ED448 ED448
    1.2.840.10040.4.1 DSA dsaEncryption
    1.2.840.10040.4.3 DSA-SHA1 dsaWithSHA1
    1.2.840.113549.1.3.1 dhKeyAgreement dhKeyAgreement
    1.3.14.3.2.26 SHA1 sha1
    2.16.840.1.101.3.4.2.4 SHA224 sha224
    2.16.840.1.101.3.4.2.1 SHA256 sha256
    2.16.840.1.101.3.4.2.2 SHA384 sha384
    2.16.840.1.101.3.4.2.3 SHA512 sha512
    2.16.840.1.101.3.4.2.5 SHA512-224 sha512-224
    2.16.840.1.101.3.4.2.6 SHA512-256 sha512-256
    2.16.840.1.101.3.4.2.7 SHA3-224 sha3-224
    2.16.840.1.101.3.4.2.8 SHA3-256 sha3-256
    2.16.840.1.101.3.4.2.9 SHA3-384 sha3-384
    2.16.840.1.101.3.4.2.10 SHA3-512 sha3-512
    2.5.29.9 subjectDirectoryAttributes X509v3_Subject_Directory_Attributes
    2.5.29.14 subjectKeyIdentifier X509v3_Subject_Key_Identifier
    2.5.29.15 keyUsage X509v3_Key_Usage
    2.5.29.16 privateKeyUsagePeriod X509v3_Private_Key_Usage_Period
    2.5.29.17 subjectAltName X509v3_Subject_Alternative_Name
    2.5.29.18 issuerAltName X509v3_Issuer_Alternative_Name
    2.5.29.19 basicConstraints X509v3_Basic_Constraints
    2.5.29.20 crlNumber X509v3_CRL_Number
    2.5.29.21 CRLReason X509v3_CRL_Reason_Code
    2.5.29.24 invalidityDate Invalidity_Date
    2.5.29.27 deltaCRL X509v3_Delta_CRL_Indicator
    2.5.29.28 issuingDistributionPoint X509v3_Issuing_Distribution_Point
    2.5.29.29 certificateIssuer X509v3_Certificate_Issuer
    2.5.29.30 nameConstraints X509v3_Name_Constraints
    2.5.29.31 crlDistributionPoints X509v3_CRL_Distribution_Points
    2.5.29.32 certificatePolicies X509v3_Certificate_Policies
    2.5.29.32.0 anyPolicy X509v3_Any_Policy
    2.5.29.33 policyMappings X509v3_Policy_Mappings
    2.5.29.35 authorityKeyIdentifier X509v3_Authority_Key_Identifier
    2.5.29.36 policyConstraints X509v3_Policy_Constraints
    2.5.29.37 extendedKeyUsage X509v3_Extended_Key_Usage
    2.5.29.37.0 anyExtendedKeyUsage Any_Extended_Key_Usage
    2.5.29.46 freshestCRL X509v3_Freshest_CRL
    2.5.29.54 inhibitAnyPolicy X509v3_Inhibit_Any_Policy
    2.5.29.55 targetInformation X509v3_AC_Targeting
    2.5.29.56 noRevAvail X509v3_No_Revocation_Available
    1.3.6.1.5.5.7.1.1 authorityInfoAccess Authority_Information_Access
    1.3.6.1.5.5.7.1.2 biometricInfo Biometric_Info
    1.3.6.1.5.5.7.1.3 qcStatements qcStatements
    1.3.6.1.5.5.7.1.7 sbgp-ipAddrBlock sbgp-ipAddrBlock
    1.3.6.1.5.5.7.1.8 sbgp-autonomousSysNum sbgp-autonomousSysNum
    1.3.6.1.5.5.7.1.11 subjectInfoAccess Subject_Information_Access
    1.3.6.1.5.5.7.1.14 proxyCertInfo Proxy_Certificate_Information
    1.3.6.1.5.5.7.1.24 tlsfeature TLS_Feature
    1.3.6.1.5.5.7.2.1 id-qt-cps Policy_Qualifier_CPS
    1.3.6.1.5.5.7.2.2 id-qt-unotice Policy_Qualifier_User_Notice
    1.3.6.1.5.5.7.2.3 textNotice textNotice
    1.3.6.1.5.5.7.8.3 id-on-permanentIdentifier Permanent_Identifier
    1.3.6.1.5.5.7.8.5 id-on-xmppAddr XmppAddr
    1.3.6.1.5.5.7.8.7 id-on-dnsSRV SRVName
    1.3.6.1.5.5.7.8.8 id-on-NAIRealm NAIRealm
    1.3.6.1.5.5.7.8.9 id-on-SmtpUTF8Mailbox Smtp_UTF8_Mailbox
    1.3.6.1.5.5.7.48.1 OCSP OCSP
    1.3.6.1.5.5.7.48.2 caIssuers CA_Issuers
    1.3.6.1.5.5.7.48.3 ad_timestamping AD_Time_Stamping
    1.3.6.1.5.5.7.48.5 caRepository CA_Repository
    1.3.6.1.5.5.7.48.10 rpkiManifest RPKI_Manifest
    1.3.6.1.5.5.7.48.11 signedObject Signed_Object
    1.3.6.1.5.5.7.48.13 rpkiNotify RPKI_Notify
    1.3.6.1.5.5.7.48.1.5 noCheck OCSP_No_Check
    1.3.6.1.4.1.11129.2.4.2 ct_precert_scts CT_Precertificate_SCTs
    1.3.6.1.4.1.11129.2.4.3 ct_precert_poison CT_Precertificate_Poison
    1.3.6.1.4.1.11129.2.4.4 ct_precert_signer CT_Precertificate_Signer
    1.3.6.1.4.1.11129.2.4.5 ct_cert_scts CT_Certificate_SCTs
    2.16.840.1.113730.1.1 nsCertType Netscape_Cert_Type
    2.16.840.1.113730.1.2 nsBaseUrl Netscape_Base_Url
    2.16.840.1.113730.1.3 nsRevocationUrl Netscape_Revocation_Url
    2.16.840.1.113730.1.4 nsCaRevocationUrl Netscape_CA_Revocation_Url
    2.16.840.1.113730.1.7 nsRenewalUrl Netscape_Renewal_Url
    2.16.840.1.113730.1.8 nsCaPolicyUrl Netscape_CA_Policy_Url
    2.16.840.1.113730.1.12 nsSslServerName Netscape_SSL_Server_Name
    2.16.840.1.113730.1.13 nsComment Netscape_Comment
    1.3.6.1.5.5.7.3.1 serverAuth TLS_Web_Server_Authentication
    1.3.6.1.5.5.7.3.2 clientAuth TLS_Web_Client_Authentication
    1.3.6.1.5.5.7.3.3 codeSigning Code_Signing
    1.3.6.1.5.5.7.3.4 emailProtection E-mail_Protection
    1.3.6.1.5.5.7.3.5 ipsecEndSystem IPSec_End_System
    1.3.6.1.5.5.7.3.6 ipsecTunnel IPSec_Tunnel
    1.3.6.1.5.5.7.3.7 ipsecUser IPSec_User
    1.3.6.1.5.5.7.3.8 timeStamping Time_Stamping
    1.3.6.1.5.5.7.3.9 OCSPSigning OCSP_Signing
    1.3.6.1.5.5.7.3.10 DVCS dvcs
    1.3.6.1.5.5.7.3.17 ipsecIKE ipsec_Internet_Key_Exchange
    1.3.6.1.5.5.7.3.18 capwapAC Ctrl/provision_WAP_Access
    1.3.6.1.5.5.7.3.19 capwapWTP Ctrl/Provision_WAP_Termination
    1.3.6.1.5.5.7.3.21 secureShellClient SSH_Client
    1.3.6.1.5.5.7.3.22 secureShellServer SSH_Server
    1.3.6.1.5.5.7.3.23 sendRouter Send_Router
    1.3.6.1.5.5.7.3.24 sendProxiedRouter Send_Proxied_Router
    1.3.6.1.5.5.7.3.25 sendOwner Send_Owner
    1.3.6.1.5.5.7.3.26 sendProxiedOwner Send_Proxied_Owner
    1.3.6.1.5.5.7.3.27 cmcCA CMC_Certificate_Authority
    1.3.6.1.5.5.7.3.28 cmcRA CMC_Registration_Authority
    1.3.6.1.5.5.7.3.29 cmcArchive CMC_Archive_Server
    1.3.6.1.5.5.7.3.30 id-kp-bgpsec-router BGPsec_Router
    1.3.6.1.5.5.7.3.31 id-kp-BrandIndicatorforMessageIdentification Brand_Indicator_for_Message_Identification
    1.3.6.1.5.5.7.3.32 cmKGA Certificate_Management_Key_Generation_Authority
    1.3.6.1.4.1.311.10.3.3 msSGC Microsoft_Server_Gated_Crypto
    1.3.6.1.4.1.311.10.3.1 msCTLSign Microsoft_Trust_List_Signing
    1.3.6.1.4.1.311.10.3.4 msEFS Microsoft_Encrypted_File_System
    1.3.6.1.4.1.311.2.1.21 msCodeInd Microsoft_Individual_Code_Signing
    1.3.6.1.4.1.311.2.1.22 msCodeCom Microsoft_Commercial_Code_Signing
    1.3.6.1.4.1.311.20.2.3 msUPN Microsoft_User_Principal_Name
    1.3.6.1.4.1.311.20.2.2 msSmartcardLogin Microsoft_Smartcard_Login
    2.16.840.1.113730.4.1 nsSGC Netscape_Server_Gated_Crypto
    2.23.42.7.0 setCext-hashedRoot setCext-hashedRoot`;
  for (const row of rows.trim().split("\n")) {
    const [oid, short, long] = row.trim().split(" ") as [string, string, string];
    table[oid] = { short, long: long.replaceAll("_", " ") };
  }
  return table;
})();

/**
 * The short name of an object identifier.
 *
 * @param oid Dotted form.
 * @returns OpenSSL's short name, or the dotted form itself if there is none here.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shortName } from "./oids.ts";
 *
 * assertEquals(shortName("2.5.4.3"), "CN");
 * assertEquals(shortName("1.2.3"), "1.2.3");
 * ```
 */
export function shortName(oid: string): string {
  return NAMES[oid]?.short ?? oid;
}

/**
 * The long name of an object identifier.
 *
 * @param oid Dotted form.
 * @returns OpenSSL's long name, or the dotted form itself if there is none here.
 */
export function longName(oid: string): string {
  return NAMES[oid]?.long ?? oid;
}

/** The algorithms and extensions this project itself writes or decides on, by meaning. */
export const Oid = {
  rsaEncryption: "1.2.840.113549.1.1.1",
  rsassaPss: "1.2.840.113549.1.1.10",
  sha1WithRsa: "1.2.840.113549.1.1.5",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  sha384WithRsa: "1.2.840.113549.1.1.12",
  sha512WithRsa: "1.2.840.113549.1.1.13",
  ecPublicKey: "1.2.840.10045.2.1",
  ecdsaWithSha1: "1.2.840.10045.4.1",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  ecdsaWithSha384: "1.2.840.10045.4.3.3",
  ecdsaWithSha512: "1.2.840.10045.4.3.4",
  p256: "1.2.840.10045.3.1.7",
  p384: "1.3.132.0.34",
  p521: "1.3.132.0.35",
  ed25519: "1.3.101.112",
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
  mgf1: "1.2.840.113549.1.1.8",
  extensionRequest: "1.2.840.113549.1.9.14",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  issuerAltName: "2.5.29.18",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  crlDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  policyMappings: "2.5.29.33",
  authorityKeyIdentifier: "2.5.29.35",
  policyConstraints: "2.5.29.36",
  extKeyUsage: "2.5.29.37",
  anyExtendedKeyUsage: "2.5.29.37.0",
  inhibitAnyPolicy: "2.5.29.54",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  tlsFeature: "1.3.6.1.5.5.7.1.24",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  commonName: "2.5.4.3",
  countryName: "2.5.4.6",
  emailAddress: "1.2.840.113549.1.9.1",
  domainComponent: "0.9.2342.19200300.100.1.25",
} as const;
