// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/Authenticator.h"
#include "security/JsonWebToken.h"
#include "support/TokenSigner.h"

#include <QJsonArray>
#include <QTest>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Secret = "a secret of more than thirty-two bytes"_ba;
const QByteArray AdminToken = "admin-token-of-the-test"_ba;

/// Of every test: 2026-01-31T12:00:00Z.
constexpr Timestamp Now = 1'769'860'800'000;
constexpr qint64 NowSeconds = Now / 1000;
constexpr qint64 SkewSeconds = Authenticator::ClockSkewMs / 1000;

QJsonObject claims(const QJsonObject &more = {})
{
    QJsonObject result { { u"sub"_s, u"Ann"_s }, { u"role"_s, u"member"_s }, { u"exp"_s, NowSeconds + 60 } };
    for (auto it = more.begin(); it != more.end(); ++it) {
        if (it->isUndefined())
            result.remove(it.key());
        else
            result.insert(it.key(), it.value());
    }
    return result;
}

Authenticator authenticatorFor(const QList<VerificationKey> &keys)
{
    auto credentials = std::make_shared<Credentials>();
    credentials->addAdminToken(AdminToken);
    for (const VerificationKey &key : keys)
        credentials->addKey(key);
    return Authenticator(credentials);
}

Authenticator authenticatorForSecret()
{
    return authenticatorFor({ VerificationKey::fromSecret(Secret).value() });
}

bool refuses(const Authenticator &authenticator, const QByteArray &token, Timestamp now = Now)
{
    const auto identity = authenticator.authenticate(token, now);
    return !identity && identity.error().kind == Error::Kind::Unauthorized
        && identity.error().messages == QStringList { u"Unauthorized"_s };
}

QByteArray sign(const QJsonObject &more)
{
    return TokenSigner::withSecret(Secret).sign(claims(more));
}

} // namespace

class TestAuthenticator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAlgorithmIsUnderstood_data();
    void everyAlgorithmIsUnderstood();
    void theClaimsSayWhoItIs();
    void withoutRoomsEveryRoomIsMeant();
    void theAdminTokenIsAnAdminForEver();
    void anOpenServerAsksNobody();
    void claimsThatMissOrMakeNoSenseAreRefused_data();
    void claimsThatMissOrMakeNoSenseAreRefused();
    void timesHaveALeeway();
    void wrongKeysAreRefused_data();
    void wrongKeysAreRefused();
    void theKeyDecidesTheAlgorithm();
    void whatIsNoTokenIsRefused_data();
    void whatIsNoTokenIsRefused();
    void everyChangedByteIsNoticed_data() { everyAlgorithmIsUnderstood_data(); }
    void everyChangedByteIsNoticed();
    void oversizedTokensAreNotLookedAt();
    void keysAreRotated();
    void bearerTokensAreFound();
};

void TestAuthenticator::everyAlgorithmIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    for (const char *algorithm : { "RS256", "ES256", "EdDSA" })
        QTest::newRow(algorithm) << QByteArray(algorithm);
}

void TestAuthenticator::everyAlgorithmIsUnderstood()
{
    QFETCH(const QByteArray, algorithm);
    const TokenSigner signer = TokenSigner::withNewKey(algorithm);
    const auto key = VerificationKey::fromPem(signer.publicKey());
    QVERIFY(key);
    QCOMPARE(key->algorithm(), algorithm);
    const Authenticator authenticator = authenticatorFor({ *key });
    // Signatures of ES256 are of random numbers, some of which begin with zeros.
    for (int i = 0; i < 20; ++i)
        QVERIFY(authenticator.authenticate(signer.sign(claims({ { u"jti"_s, i } })), Now));
}

void TestAuthenticator::theClaimsSayWhoItIs()
{
    const QByteArray token = sign({ { u"sub"_s, u"Zoë"_s },
                                    { u"role"_s, u"observer"_s },
                                    { u"rooms"_s, QJsonArray { u"tea"_s, u"dev-*"_s } },
                                    { u"exp"_s, NowSeconds + 0.5 } });
    const auto identity = authenticatorForSecret().authenticate(token, Now);
    QVERIFY(identity);
    QCOMPARE((*identity)->username, u"Zoë"_s);
    QCOMPARE((*identity)->role, Role::Observer);
    QVERIFY((*identity)->rooms == RoomScope({ u"tea"_s, u"dev-*"_s }));
    QCOMPARE((*identity)->expiresAt, std::optional(Now + 500 + Authenticator::ClockSkewMs));
}

void TestAuthenticator::withoutRoomsEveryRoomIsMeant()
{
    const Authenticator authenticator = authenticatorForSecret();
    QVERIFY((*authenticator.authenticate(sign({}), Now))->rooms.coversEveryRoom());
    QVERIFY(!(*authenticator.authenticate(sign({ { u"rooms"_s, QJsonArray() } }), Now))->rooms.covers(u"tea"));
}

void TestAuthenticator::theAdminTokenIsAnAdminForEver()
{
    const auto identity = authenticatorForSecret().authenticate(AdminToken, Now);
    QVERIFY(identity);
    QCOMPARE((*identity)->role, Role::Admin);
    QCOMPARE((*identity)->username, QString());
    QVERIFY(!(*identity)->expiresAt);
    QVERIFY(refuses(authenticatorForSecret(), AdminToken + '!'));
}

void TestAuthenticator::anOpenServerAsksNobody()
{
    for (const QByteArray &token : { ""_ba, "nonsense"_ba })
        QVERIFY((*Authenticator().authenticate(token, Now))->isAnonymous());
    QVERIFY(refuses(authenticatorForSecret(), ""));
}

void TestAuthenticator::claimsThatMissOrMakeNoSenseAreRefused_data()
{
    QTest::addColumn<QJsonObject>("more");
    const QJsonValue none(QJsonValue::Undefined);
    const auto refuse = [](const char *what, const QString &name, const QJsonValue &value) {
        QTest::newRow(what) << QJsonObject { { name, value } };
    };
    // An object cannot hold what is undefined, so these say by null what is missing; each claim is refused as null, too.
    for (const QString &name : { u"sub"_s, u"role"_s, u"exp"_s })
        refuse(qPrintable(name + u" is null"_s), name, QJsonValue::Null);
    refuse("sub is empty", u"sub"_s, QString());
    refuse("sub is a number", u"sub"_s, 5);
    refuse("sub has a line break", u"sub"_s, u"Ann\nBen"_s);
    refuse("sub is too long", u"sub"_s, QString(129, u'a'));
    refuse("role is unknown", u"role"_s, u"root"_s);
    refuse("role has another case", u"role"_s, u"Admin"_s);
    refuse("role is a list", u"role"_s, QJsonArray { u"admin"_s });
    refuse("exp is a text", u"exp"_s, u"9999999999"_s);
    refuse("exp is negative", u"exp"_s, -1);
    refuse("exp is no date", u"exp"_s, 1e300);
    refuse("exp is over", u"exp"_s, NowSeconds - SkewSeconds);
    refuse("nbf is a text", u"nbf"_s, u"0"_s);
    refuse("nbf is null", u"nbf"_s, QJsonValue::Null);
    refuse("nbf is to come", u"nbf"_s, NowSeconds + SkewSeconds + 1);
    refuse("rooms is a text", u"rooms"_s, u"*"_s);
    refuse("rooms is null", u"rooms"_s, QJsonValue::Null);
    refuse("rooms has a number", u"rooms"_s, QJsonArray { u"tea"_s, 5 });
    refuse("rooms has an empty one", u"rooms"_s, QJsonArray { QString() });
}

void TestAuthenticator::claimsThatMissOrMakeNoSenseAreRefused()
{
    QFETCH(const QJsonObject, more);
    const Authenticator authenticator = authenticatorForSecret();
    QVERIFY(authenticator.authenticate(sign({}), Now));
    QVERIFY(refuses(authenticator, sign(more)));
    for (const char *missing : { R"({"role":"member","exp":9999999999})", R"({"sub":"Ann","exp":9999999999})",
                                 R"({"sub":"Ann","role":"member"})" })
        QVERIFY2(refuses(authenticator, TokenSigner::withSecret(Secret).signText(R"({"alg":"HS256"})", missing)), missing);
}

void TestAuthenticator::timesHaveALeeway()
{
    const Authenticator authenticator = authenticatorForSecret();
    const QByteArray token = sign({ { u"nbf"_s, NowSeconds }, { u"exp"_s, NowSeconds + 60 } });
    const Timestamp begin = Now - Authenticator::ClockSkewMs;
    const Timestamp end = Now + 60'000 + Authenticator::ClockSkewMs;
    QVERIFY(refuses(authenticator, token, begin - 1));
    QVERIFY(authenticator.authenticate(token, begin));
    QVERIFY(authenticator.authenticate(token, end - 1));
    QVERIFY(refuses(authenticator, token, end));
}

void TestAuthenticator::wrongKeysAreRefused_data()
{
    everyAlgorithmIsUnderstood_data();
}

void TestAuthenticator::wrongKeysAreRefused()
{
    QFETCH(const QByteArray, algorithm);
    const TokenSigner signer = TokenSigner::withNewKey(algorithm);
    const TokenSigner stranger = TokenSigner::withNewKey(algorithm);
    const Authenticator authenticator = authenticatorFor({ VerificationKey::fromPem(signer.publicKey()).value() });
    QVERIFY(authenticator.authenticate(signer.sign(claims()), Now));
    QVERIFY(refuses(authenticator, stranger.sign(claims())));
    QVERIFY(refuses(authenticator, TokenSigner::withSecret("another secret").sign(claims())));
    QVERIFY(refuses(authenticatorForSecret(), TokenSigner::withSecret(Secret + '!').sign(claims())));
}

void TestAuthenticator::theKeyDecidesTheAlgorithm()
{
    const TokenSigner rsa = TokenSigner::withNewKey("RS256");
    const QByteArray publicKey = rsa.publicKey();
    const Authenticator authenticator = authenticatorFor(
        { VerificationKey::fromPem(publicKey).value(), VerificationKey::fromSecret(Secret).value() });
    const auto lie = [](const TokenSigner &signer, const char *algorithm) {
        return signer.sign(claims(), { { u"alg"_s, QString::fromLatin1(algorithm) } });
    };

    // Everybody may know the public key: it must not serve as a secret.
    for (const QByteArray &known : { publicKey, publicKey.trimmed() })
        QVERIFY(refuses(authenticator, TokenSigner::withSecret(known).sign(claims())));
    for (const char *algorithm : { "none", "None", "", "HS384", "HS512", "hs256", "RS256", "ES256", "EdDSA" })
        QVERIFY2(refuses(authenticator, lie(TokenSigner::withSecret(Secret), algorithm)), algorithm);
    for (const char *algorithm : { "none", "HS256", "PS256", "RS384", "ES256", "EdDSA" })
        QVERIFY2(refuses(authenticator, lie(rsa, algorithm)), algorithm);
    QVERIFY(authenticator.authenticate(lie(rsa, "RS256"), Now));
}

void TestAuthenticator::whatIsNoTokenIsRefused_data()
{
    QTest::addColumn<QByteArray>("token");

    const TokenSigner signer = TokenSigner::withSecret(Secret);
    const QByteArray good = signer.sign(claims());
    const QByteArray header = good.first(good.indexOf('.'));
    const QByteArray unsignedToken = good.first(good.lastIndexOf('.'));
    const QByteArray none = TokenSigner::base64Url(R"({"alg":"none"})") + good.sliced(header.size());
    QTest::newRow("nonsense") << "nonsense"_ba;
    QTest::newRow("dots") << ".."_ba;
    QTest::newRow("two parts") << unsignedToken;
    QTest::newRow("no signature") << unsignedToken + '.';
    QTest::newRow("alg none, no signature") << none.first(none.lastIndexOf('.') + 1);
    QTest::newRow("alg none, the signature of another") << none;
    QTest::newRow("four parts") << good + ".x";
    QTest::newRow("padding") << good + '=';
    QTest::newRow("a blank behind") << good + ' ';
    QTest::newRow("plain base64") << QByteArray(good).insert(header.size(), "+");
    QTest::newRow("a longer signature") << good + "AAAA";
    QTest::newRow("a shorter signature") << good.chopped(4);
    QTest::newRow("header is a list") << signer.signText("[]", R"({"sub":"Ann","role":"member","exp":9999999999})");
    QTest::newRow("claims are a list") << signer.signText(R"({"alg":"HS256"})", "[]");
    QTest::newRow("claims are no JSON") << signer.signText(R"({"alg":"HS256"})", "{");
    QTest::newRow("no alg") << signer.signText("{}", R"({"sub":"Ann","role":"member","exp":9999999999})");
    QTest::newRow("crit") << signer.sign(claims(), { { u"crit"_s, QJsonArray { u"b64"_s } }, { u"b64"_s, false } });
}

void TestAuthenticator::whatIsNoTokenIsRefused()
{
    QFETCH(const QByteArray, token);
    QVERIFY(refuses(authenticatorForSecret(), token));
}

void TestAuthenticator::everyChangedByteIsNoticed()
{
    QFETCH(const QByteArray, algorithm);
    const TokenSigner signer = TokenSigner::withNewKey(algorithm);
    const Authenticator authenticator = authenticatorFor({ VerificationKey::fromPem(signer.publicKey()).value() });
    const QByteArray good = signer.sign(claims());
    for (qsizetype i = 0; i < good.size(); ++i) {
        QByteArray changed = good;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        QVERIFY2(refuses(authenticator, changed), qPrintable(QString::number(i)));
    }
}

void TestAuthenticator::oversizedTokensAreNotLookedAt()
{
    const Authenticator authenticator = authenticatorForSecret();
    const auto sized = [](qsizetype filler) { return sign({ { u"filler"_s, QString(filler, u'x') } }); };
    const QByteArray large = sized(5'800);
    QVERIFY(large.size() <= JsonWebToken::MaxBytes);
    QVERIFY(authenticator.authenticate(large, Now));
    const QByteArray larger = sized(6'200);
    QVERIFY(larger.size() > JsonWebToken::MaxBytes);
    QVERIFY(refuses(authenticator, larger));
}

void TestAuthenticator::keysAreRotated()
{
    const auto older = VerificationKey::fromSecret(Secret).value();
    const auto newer = VerificationKey::fromSecret(QByteArray(32, 'n')).value();
    const QByteArray olderToken = sign({});
    const QByteArray newerToken = TokenSigner::withSecret(QByteArray(32, 'n')).sign(claims());

    Authenticator authenticator = authenticatorFor({ older });
    const auto olderIdentity = authenticator.authenticate(olderToken, Now);
    QVERIFY(olderIdentity && refuses(authenticator, newerToken));

    auto both = std::make_shared<Credentials>();
    both->addKey(older);
    both->addKey(newer);
    authenticator.setCredentials(both);
    QVERIFY(authenticator.authenticate(olderToken, Now) && authenticator.authenticate(newerToken, Now));
    QVERIFY(authenticator.stillVouchesFor(**olderIdentity));
    QVERIFY(refuses(authenticator, AdminToken));

    auto last = std::make_shared<Credentials>();
    last->addKey(newer);
    authenticator.setCredentials(last);
    QVERIFY(refuses(authenticator, olderToken) && authenticator.authenticate(newerToken, Now));
    QVERIFY(!authenticator.stillVouchesFor(**olderIdentity));
}

void TestAuthenticator::bearerTokensAreFound()
{
    const auto found = [](const char *field) { return Authenticator::bearerToken(field).toByteArray(); };
    QCOMPARE(found("Bearer abc"), "abc"_ba);
    QCOMPARE(found("bearer  abc "), "abc"_ba);
    QCOMPARE(found(""), ""_ba);
    QCOMPARE(found("Bearer"), ""_ba);
    QCOMPARE(found("Bearerabc"), ""_ba);
    QCOMPARE(found("Basic abc"), ""_ba);
}

QTEST_APPLESS_MAIN(TestAuthenticator)
#include "TestAuthenticator.moc"
