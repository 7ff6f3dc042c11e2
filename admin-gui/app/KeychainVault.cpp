// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KeychainVault.h"

#include <qt6keychain/keychain.h>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

const QString Service = u"parlor-admin"_s;

QString explain(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return TokenVault::tr("No keychain service runs here.");
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return TokenVault::tr("The keychain is locked.");
    default:
        return TokenVault::tr("The keychain does not answer: %1").arg(job.errorString());
    }
}

void begin(QKeychain::Job *job, const QString &profile)
{
    // Never an unencrypted file instead.
    job->setInsecureFallback(false);
    job->setKey(profile);
    job->start();
}

} // namespace

void KeychainVault::read(const QString &profile,
                         std::function<void(const QString &token, const QString &problem)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(Service, this);
    connect(job, &QKeychain::Job::finished, this,
            [job, done = std::move(done)] { done(job->textData(), explain(*job)); });
    begin(job, profile);
}

void KeychainVault::write(const QString &profile, const QString &token,
                          std::function<void(const QString &problem)> done)
{
    QKeychain::Job *job = nullptr;
    if (token.isEmpty()) {
        job = new QKeychain::DeletePasswordJob(Service, this);
    } else {
        auto *writing = new QKeychain::WritePasswordJob(Service, this);
        writing->setTextData(token);
        job = writing;
    }
    connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] { done(explain(*job)); });
    begin(job, profile);
}

} // namespace parlor::admin
