/**
 * The fields of an OCSP response: whether a certificate is revoked (RFC 6960).
 *
 * @module
 */

/** OCSP responses. */
export const OCSP = `
  OCSPResponse | RFC 6960 section 4.2.1 | The answer to the question whether a certificate is revoked, signed by who may say so. | 对证书是否被吊销这一问题的答复，由有权答复者签名。
  responseStatus | RFC 6960 section 4.2.1 | Whether the responder could answer at all; it says nothing yet about the certificate. | 响应方是否能够答复；尚未涉及证书的状态。
  responseBytes | RFC 6960 section 4.2.1 | The answer itself; it is missing if the responder could not give one. | 答复本身；响应方无法答复时没有此部分。
  ResponseBytes | RFC 6960 section 4.2.1 | The answer, together with the name of the form in which it is given. | 答复的内容，以及它所采用格式的名称。
  responseType | RFC 6960 section 4.2.1 | The form in which the answer is given; there is only one in use. | 答复采用的格式；实际使用的只有一种。
  response | RFC 6960 section 4.2.1 | The answer, wrapped in a row of bytes so that other forms fit in as well. | 答复的内容，包裹在一串字节中，以便容纳其他格式。
  BasicOCSPResponse | RFC 6960 section 4.2.1 | The usual form of an answer: what is said, and the signature. | 答复的通常形式：陈述的内容及其签名。
  tbsResponseData | RFC 6960 section 4.2.1 | Everything that is signed: who answers, when, and about which certificates. | 被签名的全部内容：谁答复、何时答复、关于哪些证书。
  BasicOCSPResponse/signatureAlgorithm | RFC 6960 section 4.2.1 | How the responder signed what it says: the hash and the kind of its key. | 响应方对其陈述的签名方式：哈希算法和密钥类型。
  BasicOCSPResponse/signature | RFC 6960 section 4.2.1 | The signature of the responder, by which anyone can check what it says. | 响应方的签名，任何人都能据此核实其陈述。
  certs | RFC 6960 section 4.2.1 | Certificates that help to check the signature, where the responder is not the authority itself. | 有助于验证签名的证书，用于响应方不是颁发机构自身的情形。
  Certificates | RFC 6960 section 4.2.1 | The list of those certificates, which come along so that nobody need fetch them. | 这些证书的列表，随答复附上，免去另行获取。
  tbsResponseData/version | RFC 6960 section 4.2.1 | The version of the format; it is left out for version 1, the only one. | 格式的版本；唯一的版本 1 会省略此字段。
  responderID | RFC 6960 section 4.2.1 | Who answers: the name of the responder, or the hash of its key. | 由谁答复：响应方的名称，或其公钥的哈希。
  KeyHash | RFC 6960 section 4.2.1 | The SHA-1 hash of the responder's public key, by which it is recognized. | 响应方公钥的 SHA-1 哈希，用来辨认它。
  producedAt | RFC 6960 section 4.2.1 | When the responder signed the answer, which may be long before it is sent. | 响应方签署答复的时间，可能远早于发送时间。
  responses | RFC 6960 section 4.2.1 | The list of what is said, with one entry for each certificate asked about. | 答复的列表，所问的每张证书各占一项。
  SingleResponse | RFC 6960 section 4.2.1 | What is said about one certificate, and for how long it can be relied on. | 关于一张证书的陈述，以及可信赖到何时。
  certID | RFC 6960 section 4.1.1 | Which certificate it is about: its authority and its serial number. | 关于哪张证书：其颁发机构和序列号。
  certID/hashAlgorithm | RFC 6960 section 4.1.1 | The hash function used for the two values by which the authority is named. | 表示颁发机构的两个哈希值所用的哈希函数。
  issuerNameHash | RFC 6960 section 4.1.1 | The hash of the authority's name, as it stands in the certificate's issuer. | 颁发机构名称的哈希，即证书 issuer 字段的哈希。
  issuerKeyHash | RFC 6960 section 4.1.1 | The hash of the authority's key, since names alone can be taken twice. | 颁发机构公钥的哈希，因为名称可能重复。
  certID/serialNumber | RFC 6960 section 4.1.1 | The serial number of the certificate that the answer is about. | 答复所针对的证书的序列号。
  certStatus | RFC 6960 section 4.2.1 | The verdict on the certificate: good, revoked, or unknown to the responder. | 对证书的结论：良好、已吊销，或响应方不了解。
  revocationTime | RFC 6960 section 4.2.1 | The moment from which the certificate is revoked and no longer to be trusted. | 证书被吊销的时刻，此后不再可信。
  revocationReason | RFC 6960 section 4.2.1 | Why the authority revoked the certificate, such as because its key was stolen. | 颁发机构吊销证书的原因，例如密钥被盗。
  CRLReason | RFC 5280 section 5.3.1 | The number of the reason, from a list that the standard fixes. | 原因的编号，取自标准所规定的列表。
  thisUpdate | RFC 6960 section 4.2.1 | The moment at which what is said here was known to be right. | 此处所述情况得到确认的时刻。
  nextUpdate | RFC 6960 section 4.2.1 | When there will be newer information; an answer past this moment is too old to be trusted. | 何时会有更新的信息；超过此时刻的答复过旧，不可信。
  singleExtensions | RFC 6960 section 4.2.1 | Additions to what is said about this one certificate, such as proof from logs. | 对这张证书答复的补充，例如公开日志的证明。
  responseExtensions | RFC 6960 section 4.2.1 | Additions to the answer as a whole, such as a number that the question had. | 对整个答复的补充，例如问题中带来的随机数。
  nextUpdate/GeneralizedTime | RFC 6960 section 4.2.1 | The moment itself, written as a date with a year of four digits. | 时刻本身，写成年份为四位数的日期。`;
