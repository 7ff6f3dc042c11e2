<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>AdminOptions</name>
    <message>
        <source>Watches and runs the rooms of a Parlor chat server.</source>
        <translation>Observe et gère les salons d’un serveur de discussion Parlor.</translation>
    </message>
    <message>
        <source>Connects to the server at this address.</source>
        <translation>Se connecte au serveur à cette adresse.</translation>
    </message>
    <message>
        <source>Reads the token for it from the first line of this file.</source>
        <translation>Lit son jeton sur la première ligne de ce fichier.</translation>
    </message>
    <message>
        <source>The token file cannot be read: %1</source>
        <translation>Le fichier du jeton ne peut pas être lu&#x202f;: %1</translation>
    </message>
    <message>
        <source>There is no token in the first line of %1.</source>
        <translation>La première ligne de %1 ne contient pas de jeton.</translation>
    </message>
    <message>
        <source>There is no argument called %1.</source>
        <translation>Il n’y a pas d’argument nommé %1.</translation>
    </message>
    <message>
        <source>--token-file says how to open a server; --server must say which one.</source>
        <translation>--token-file dit comment ouvrir un serveur&#x202f;; --server doit dire lequel.</translation>
    </message>
</context>
<context>
    <name>ApiError</name>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message numerus="yes">
        <source>The server did not answer within %n second(s).</source>
        <translation>
            <numerusform>Le serveur n’a pas répondu en %n seconde.</numerusform>
            <numerusform>Le serveur n’a pas répondu en %n secondes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Something answers there, but it is not a Parlor server.</source>
        <translation>Quelque chose répond à cette adresse, mais ce n’est pas un serveur Parlor.</translation>
    </message>
    <message>
        <source>The server asks for a token, and got none that it accepts.</source>
        <translation>Le serveur demande un jeton et n’en a reçu aucun qu’il accepte.</translation>
    </message>
    <message>
        <source>The server does not allow this.</source>
        <translation>Le serveur ne le permet pas.</translation>
    </message>
    <message>
        <source>The server got too many requests. Try again in a moment.</source>
        <translation>Le serveur a reçu trop de requêtes. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The server cannot reach its storage.</source>
        <translation>Le serveur n’accède pas à son stockage.</translation>
    </message>
    <message>
        <source>The connection broke.</source>
        <translation>La connexion s’est rompue.</translation>
    </message>
    <message>
        <source>The connection to %1 was refused. Is the server running?</source>
        <translation>La connexion à %1 a été refusée. Le serveur est-il démarré&#x202f;?</translation>
    </message>
    <message>
        <source>There is no host called %1.</source>
        <translation>Il n’y a pas d’hôte nommé %1.</translation>
    </message>
    <message>
        <source>The server closed the connection before it answered.</source>
        <translation>Le serveur a fermé la connexion avant de répondre.</translation>
    </message>
    <message>
        <source>No secure connection: %1</source>
        <translation>Pas de connexion sécurisée&#x202f;: %1</translation>
    </message>
    <message>
        <source>No connection: %1</source>
        <translation>Pas de connexion&#x202f;: %1</translation>
    </message>
    <message>
        <source>The server says more than can be shown.</source>
        <translation>Le serveur en dit plus qu’il n’est possible d’afficher.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Le serveur ne répond pas.</translation>
    </message>
    <message>
        <source>The server ended the connection.</source>
        <translation>Le serveur a mis fin à la connexion.</translation>
    </message>
    <message>
        <source>The token does not allow watching this server: it takes an admin&apos;s or an observer&apos;s, for every room.</source>
        <translation>Le jeton ne permet pas d’observer ce serveur&#x202f;: il faut celui d’un administrateur ou d’un observateur, pour tous les salons.</translation>
    </message>
    <message>
        <source>The server does not offer live events at %1.</source>
        <translation>Le serveur n’offre pas d’événements en direct à %1.</translation>
    </message>
    <message>
        <source>The connection was refused. Is the server running?</source>
        <translation>La connexion a été refusée. Le serveur est-il démarré&#x202f;?</translation>
    </message>
    <message>
        <source>The server was stopped.</source>
        <translation>Le serveur a été arrêté.</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 j %2 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
</context>
<context>
    <name>LineFilter</name>
    <message>
        <source>At character %1: %2</source>
        <translation>Au caractère %1&#x202f;: %2</translation>
    </message>
</context>
<context>
    <name>ServerAddress</name>
    <message>
        <source>Enter the address of a server, such as http://127.0.0.1:3000.</source>
        <translation>Saisissez l’adresse d’un serveur, par exemple http://127.0.0.1:3000.</translation>
    </message>
    <message>
        <source>The address must begin with http:// or https://.</source>
        <translation>L’adresse doit commencer par http:// ou https://.</translation>
    </message>
    <message>
        <source>This is not the address of a server. It looks like http://127.0.0.1:3000.</source>
        <translation>Ce n’est pas l’adresse d’un serveur. Elle ressemble à http://127.0.0.1:3000.</translation>
    </message>
    <message>
        <source>The address has a host and a port, but no user, query or fragment.</source>
        <translation>L’adresse comporte un hôte et un port, mais ni utilisateur, ni requête, ni fragment.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::AboutDialog</name>
    <message>
        <source>About Parlor Admin</source>
        <translation>À propos de Parlor Admin</translation>
    </message>
    <message>
        <source>Parlor Admin</source>
        <translation>Parlor Admin</translation>
    </message>
    <message>
        <source>Watches and runs the rooms of a Parlor chat server.</source>
        <translation>Observe et gère les salons d’un serveur de discussion Parlor.</translation>
    </message>
    <message>
        <source>Version:</source>
        <translation>Version&#x202f;:</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>non connecté</translation>
    </message>
    <message>
        <source>Server:</source>
        <translation>Serveur&#x202f;:</translation>
    </message>
    <message>
        <source>Qt:</source>
        <translation>Qt&#x202f;:</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Logiciel libre sous licence publique générale GNU, version 3 ou ultérieure. Il est fourni sans aucune garantie.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::ComposeBar</name>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Post as</source>
        <translation>Publier en tant que</translation>
    </message>
    <message>
        <source>The name under which you post</source>
        <translation>Le nom sous lequel vous publiez</translation>
    </message>
    <message>
        <source>Write to this room</source>
        <translation>Écrire dans ce salon</translation>
    </message>
    <message>
        <source>Post &amp;as</source>
        <translation>Publier &amp;en tant que</translation>
    </message>
</context>
<context>
    <name>parlor::admin::ConnectDialog</name>
    <message>
        <source>&amp;Keep the token in the system&apos;s keychain</source>
        <translation>&amp;Conserver le jeton dans le trousseau du système</translation>
    </message>
    <message>
        <source>&amp;Test connection</source>
        <translation>&amp;Tester la connexion</translation>
    </message>
    <message>
        <source>&amp;Save profile</source>
        <translation>&amp;Enregistrer le profil</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Se connecter à un serveur</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>Se c&amp;onnecter</translation>
    </message>
    <message>
        <source>Saved profiles</source>
        <translation>Profils enregistrés</translation>
    </message>
    <message>
        <source>Saved &amp;profiles</source>
        <translation>&amp;Profils enregistrés</translation>
    </message>
    <message>
        <source>Only needed to save it</source>
        <translation>Nécessaire seulement pour l’enregistrer</translation>
    </message>
    <message>
        <source>None: the server is open</source>
        <translation>Aucun&#x202f;: le serveur est ouvert</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse&#x202f;:</translation>
    </message>
    <message>
        <source>To&amp;ken:</source>
        <translation>&amp;Jeton&#x202f;:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nom&#x202f;:</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>The profile is saved, but the token is kept for this session only. %1</source>
        <translation>Le profil est enregistré, mais le jeton n’est gardé que pour cette session. %1</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>S&amp;top test</source>
        <translation>&amp;Interrompre le test</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Interrogation de %1…</translation>
    </message>
    <message>
        <source>Without https, everybody between here and the server can read the token.</source>
        <translation>Sans https, quiconque se trouve entre ici et le serveur peut lire le jeton.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::ConnectionIndicator</name>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Connexion à %1…</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>Connecté à %1</translation>
    </message>
    <message numerus="yes">
        <source>No connection to %1; next attempt in %n second(s)</source>
        <translation>
            <numerusform>Pas de connexion à %1&#x202f;; nouvel essai dans %n seconde</numerusform>
            <numerusform>Pas de connexion à %1&#x202f;; nouvel essai dans %n secondes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 refuses the connection</source>
        <translation>%1 refuse la connexion</translation>
    </message>
</context>
<context>
    <name>parlor::admin::ConnectionTest</name>
    <message numerus="yes">
        <source>This is Parlor %1, with %n room(s).</source>
        <translation>
            <numerusform>C’est Parlor %1, avec %n salon.</numerusform>
            <numerusform>C’est Parlor %1, avec %n salons.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::DetailPane</name>
    <message>
        <source>The whole message</source>
        <translation>Le message entier</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the whole message as it was sent</source>
        <translation>Copier le message entier tel qu’il a été envoyé</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fermer (Échap)</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Fermer le message</translation>
    </message>
    <message>
        <source>No. %1 in %2, by %3, %4</source>
        <translation>N° %1 dans %2, par %3, %4</translation>
    </message>
    <message>
        <source>The first %L1 of %L2 characters</source>
        <translation>Les %L1 premiers des %L2 caractères</translation>
    </message>
</context>
<context>
    <name>parlor::admin::FilterBar</name>
    <message>
        <source>Filter messages</source>
        <translation>Filtrer les messages</translation>
    </message>
    <message>
        <source>in users and messages</source>
        <translation>utilisateurs et messages</translation>
    </message>
    <message>
        <source>in users</source>
        <translation>utilisateurs</translation>
    </message>
    <message>
        <source>in messages</source>
        <translation>messages</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Où chercher</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Expression régulière</translation>
    </message>
</context>
<context>
    <name>parlor::admin::HistoryExport</name>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>Le fichier ne peut pas être écrit&#x202f;: %1</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>Export the history of room %1</source>
        <translation>Exporter l’historique du salon %1</translation>
    </message>
</context>
<context>
    <name>parlor::admin::JournalModel</name>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
</context>
<context>
    <name>parlor::admin::JournalPage</name>
    <message>
        <source>&amp;Copy command</source>
        <translation>&amp;Copier la commande</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Nothing was done yet</source>
        <translation>Rien n’a encore été fait</translation>
    </message>
    <message>
        <source>What you do to the server is listed here, with the curl command that does the same.</source>
        <translation>Ce que vous faites sur le serveur figure ici, avec la commande curl qui fait de même.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::KickDialog</name>
    <message>
        <source>Remove participant</source>
        <translation>Exclure le participant</translation>
    </message>
    <message>
        <source>Remove %1 from room %2? They may join again.</source>
        <translation>Exclure %1 du salon %2&#x202f;? Il sera possible d’y revenir.</translation>
    </message>
    <message>
        <source>removed by an administrator</source>
        <translation>removed by an administrator</translation>
    </message>
    <message>
        <source>&amp;Reason, which they are told:</source>
        <translation>&amp;Motif, qui lui sera communiqué&#x202f;:</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>E&amp;xclure</translation>
    </message>
</context>
<context>
    <name>parlor::admin::LineModel</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Salon</translation>
    </message>
    <message>
        <source>No.</source>
        <comment>order of a message in its room</comment>
        <translation>N°</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
</context>
<context>
    <name>parlor::admin::LobbyFeed</name>
    <message>
        <source>Much was said meanwhile. It can be read in the history of its rooms.</source>
        <translation>Beaucoup a été dit entre-temps. On peut le lire dans l’historique des salons.</translation>
    </message>
    <message>
        <source>Connected again. What was said meanwhile is in the history of its rooms.</source>
        <translation>De nouveau connecté. Ce qui a été dit entre-temps est dans l’historique des salons.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>La connexion a été perdue.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::LobbyPage</name>
    <message>
        <source>&amp;Open the room</source>
        <translation>&amp;Ouvrir le salon</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Rien n’a encore été dit</translation>
    </message>
    <message>
        <source>What is said in any room appears here from now on.</source>
        <translation>Ce qui se dit dans tous les salons apparaît ici à partir de maintenant.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::MainWindow</name>
    <message>
        <source>Parlor Admin</source>
        <translation>Parlor Admin</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>All rooms</source>
        <translation>Tous les salons</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Serveur</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>Se &amp;connecter…</translation>
    </message>
    <message>
        <source>&amp;Try again now</source>
        <translation>&amp;Réessayer maintenant</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Room</source>
        <translation>Sa&amp;lon</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>Onglet &amp;suivant</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>Onglet &amp;précédent</translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation>&amp;Fermer l’onglet</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>Fil&amp;trer</translation>
    </message>
    <message>
        <source>C&amp;olumns</source>
        <translation>C&amp;olonnes</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Apparence</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Comme le &amp;système</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claire</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;About Parlor Admin</source>
        <translation>À &amp;propos de Parlor Admin</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>No server is chosen.</source>
        <translation>Aucun serveur n’est choisi.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Se connecter…</translation>
    </message>
    <message>
        <source>%1 What you see is what was last known; it is tried again by itself.</source>
        <translation>%1 Vous voyez le dernier état connu&#x202f;; de nouveaux essais se font tout seuls.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer maintenant</translation>
    </message>
    <message>
        <source>%1 – Parlor Admin</source>
        <translation>%1 – Parlor Admin</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>Fermer l’onglet</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Trier par</translation>
    </message>
    <message>
        <source>Nothing to choose here</source>
        <translation>Rien à choisir ici</translation>
    </message>
</context>
<context>
    <name>parlor::admin::NewRoomDialog</name>
    <message>
        <source>New room</source>
        <translation>Nouveau salon</translation>
    </message>
    <message>
        <source>1 to 128 characters</source>
        <translation>1 à 128 caractères</translation>
    </message>
    <message>
        <source>&amp;Room:</source>
        <translation>Sa&amp;lon&#x202f;:</translation>
    </message>
    <message>
        <source>C&amp;reator:</source>
        <translation>C&amp;réateur&#x202f;:</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Créer</translation>
    </message>
    <message>
        <source>There is a room of that name already.</source>
        <translation>Il y a déjà un salon de ce nom.</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Création…</translation>
    </message>
</context>
<context>
    <name>parlor::admin::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Masquer</translation>
    </message>
</context>
<context>
    <name>parlor::admin::OverviewPage</name>
    <message>
        <source>Connections, 60 minutes</source>
        <translation>Connexions, 60 minutes</translation>
    </message>
    <message>
        <source>Rooms and participants, 60 minutes</source>
        <translation>Salons et participants, 60 minutes</translation>
    </message>
    <message>
        <source>messages/s now</source>
        <translation>messages/s à présent</translation>
    </message>
    <message>
        <source>messages stored</source>
        <translation>messages conservés</translation>
    </message>
    <message>
        <source>rooms</source>
        <translation>salons</translation>
    </message>
    <message>
        <source>participants</source>
        <translation>participants</translation>
    </message>
    <message>
        <source>Socket.IO connections</source>
        <translation>connexions Socket.IO</translation>
    </message>
    <message>
        <source>WebSocket connections</source>
        <translation>connexions WebSocket</translation>
    </message>
    <message>
        <source>HTTP connections</source>
        <translation>connexions HTTP</translation>
    </message>
    <message>
        <source>Messages/s, 1 minute</source>
        <translation>Messages/s, 1 minute</translation>
    </message>
    <message>
        <source>Messages/s, 10 minutes</source>
        <translation>Messages/s, 10 minutes</translation>
    </message>
    <message>
        <source>Messages/s, 60 minutes</source>
        <translation>Messages/s, 60 minutes</translation>
    </message>
    <message>
        <source>messages/s</source>
        <translation>messages/s</translation>
    </message>
    <message>
        <source>Socket.IO</source>
        <translation>Socket.IO</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Connected; waiting for figures…</source>
        <translation>Connecté&#x202f;; en attente des chiffres…</translation>
    </message>
    <message>
        <source>Parlor %1 at %2, running for %3</source>
        <translation>Parlor %1 à %2, en marche depuis %3</translation>
    </message>
    <message>
        <source>1-minute average</source>
        <translation>moyenne sur 1 minute</translation>
    </message>
    <message>
        <source>10-minute average</source>
        <translation>moyenne sur 10 minutes</translation>
    </message>
    <message>
        <source>60-minute average</source>
        <translation>moyenne sur 60 minutes</translation>
    </message>
</context>
<context>
    <name>parlor::admin::ParticipantsModel</name>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Parti</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>Participant</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>Arrivée</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
</context>
<context>
    <name>parlor::admin::ParticipantsPanel</name>
    <message>
        <source>Re&amp;move…</source>
        <translation>E&amp;xclure…</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Participants</translation>
    </message>
    <message>
        <source>Nobody is here</source>
        <translation>Il n’y a personne</translation>
    </message>
    <message>
        <source>Who joins the room appears here.</source>
        <translation>Qui entre dans le salon apparaît ici.</translation>
    </message>
    <message>
        <source>Remove the selected participant from the room (Del)</source>
        <translation>Exclure du salon le participant sélectionné (Suppr)</translation>
    </message>
    <message numerus="yes">
        <source>%n participant(s)</source>
        <translation>
            <numerusform>%n participant</numerusform>
            <numerusform>%n participants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::RestClient</name>
    <message>
        <source>Create room %1</source>
        <translation>Créer le salon %1</translation>
    </message>
    <message>
        <source>Close room %1</source>
        <translation>Fermer le salon %1</translation>
    </message>
    <message>
        <source>Remove %1 from room %2</source>
        <translation>Exclure %1 du salon %2</translation>
    </message>
    <message>
        <source>Post to room %1</source>
        <translation>Publier dans le salon %1</translation>
    </message>
</context>
<context>
    <name>parlor::admin::RoomCloser</name>
    <message numerus="yes">
        <source>%n rooms were not closed. The last reason: %1</source>
        <translation>
            <numerusform>%n salon n’a pas été fermé. Le motif&#x202f;: %1</numerusform>
            <numerusform>%n salons n’ont pas été fermés. Le dernier motif&#x202f;: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::RoomFeed</name>
    <message>
        <source>There is no such room any more.</source>
        <translation>Ce salon n’existe plus.</translation>
    </message>
    <message>
        <source>The room was closed by %1.</source>
        <translation>Le salon a été fermé par %1.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::RoomPage</name>
    <message>
        <source>%1 What was said stays here until you close the tab.</source>
        <translation>%1 Ce qui a été dit reste ici jusqu’à la fermeture de l’onglet.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Rien n’a encore été dit</translation>
    </message>
    <message>
        <source>Messages appear here as they are sent.</source>
        <translation>Les messages apparaissent ici à mesure qu’ils sont envoyés.</translation>
    </message>
    <message>
        <source>%1 It is tried again by itself.</source>
        <translation>%1 De nouveaux essais se font tout seuls.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::RoomsModel</name>
    <message>
        <source>Room</source>
        <translation>Salon</translation>
    </message>
    <message>
        <source>Creator</source>
        <translation>Créateur</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Participants</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Messages/s</source>
        <translation>Messages/s</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Dernière activité</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Création</translation>
    </message>
</context>
<context>
    <name>parlor::admin::RoomsPage</name>
    <message>
        <source>&amp;New room…</source>
        <translation>&amp;Nouveau salon…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Close room…</source>
        <translation>&amp;Fermer le salon…</translation>
    </message>
    <message>
        <source>Copy &amp;id</source>
        <translation>Copier l’&amp;identifiant</translation>
    </message>
    <message>
        <source>&amp;Export history…</source>
        <translation>&amp;Exporter l’historique…</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Filter rooms</source>
        <translation>Filtrer les salons</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Rooms appear here once the server answers.</source>
        <translation>Les salons apparaissent ici dès que le serveur répond.</translation>
    </message>
    <message>
        <source>Loading rooms…</source>
        <translation>Chargement des salons…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>No room or creator contains this text.</source>
        <translation>Aucun salon ni créateur ne contient ce texte.</translation>
    </message>
    <message>
        <source>Show all rooms</source>
        <translation>Afficher tous les salons</translation>
    </message>
    <message>
        <source>There are no rooms yet</source>
        <translation>Il n’y a pas encore de salon</translation>
    </message>
    <message>
        <source>People can join a room once it was created.</source>
        <translation>On peut entrer dans un salon une fois qu’il a été créé.</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>Nouveau salon…</translation>
    </message>
    <message numerus="yes">
        <source>%n room(s)</source>
        <translation>
            <numerusform>%n salon</numerusform>
            <numerusform>%n salons</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 rooms</source>
        <translation>%1 sur %2 salons</translation>
    </message>
    <message>
        <source>Close rooms</source>
        <translation>Fermer des salons</translation>
    </message>
    <message>
        <source>Close room %1?</source>
        <translation>Fermer le salon %1&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>Close %n room(s)?</source>
        <translation>
            <numerusform>Fermer %n salon&#x202f;?</numerusform>
            <numerusform>Fermer %n salons&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>What was said there cannot be read any more.</source>
        <translation>Ce qui y a été dit ne pourra plus être lu.</translation>
    </message>
    <message numerus="yes">
        <source>%n participant(s) inside will be told and sent out.</source>
        <translation>
            <numerusform>%n participant présent sera averti et en sortira.</numerusform>
            <numerusform>%n participants présents seront avertis et en sortiront.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message numerus="yes">
        <source>Closing %n room(s)…</source>
        <translation>
            <numerusform>Fermeture de %n salon…</numerusform>
            <numerusform>Fermeture de %n salons…</numerusform>
        </translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, pour tableurs (*.csv)</translation>
    </message>
    <message>
        <source>Export history</source>
        <translation>Exporter l’historique</translation>
    </message>
    <message>
        <source>Exporting room %1…</source>
        <translation>Exportation du salon %1…</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Exporté dans %1.</translation>
    </message>
    <message>
        <source>Nothing was exported. %1</source>
        <translation>Rien n’a été exporté. %1</translation>
    </message>
</context>
<context>
    <name>parlor::admin::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>In a stream</source>
        <translation>Dans un flux</translation>
    </message>
    <message>
        <source>Pause or follow</source>
        <translation>Suspendre ou suivre</translation>
    </message>
    <message>
        <source>Go back in the history</source>
        <translation>Remonter l’historique</translation>
    </message>
    <message>
        <source>Go to the newest</source>
        <translation>Aller au plus récent</translation>
    </message>
    <message>
        <source>Show the whole message</source>
        <translation>Afficher le message entier</translation>
    </message>
    <message>
        <source>Hide it</source>
        <translation>Le masquer</translation>
    </message>
    <message>
        <source>Open the room of a line</source>
        <translation>Ouvrir le salon d’une ligne</translation>
    </message>
    <message>
        <source>In other tables</source>
        <translation>Dans les autres tableaux</translation>
    </message>
    <message>
        <source>Remove a participant</source>
        <translation>Exclure un participant</translation>
    </message>
    <message>
        <source>Copy a command</source>
        <translation>Copier une commande</translation>
    </message>
</context>
<context>
    <name>parlor::admin::StreamView</name>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Show what is new, and follow it</source>
        <translation>Afficher les nouveautés et les suivre</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Go on following what is said (Space)</source>
        <translation>Reprendre le suivi (Espace)</translation>
    </message>
    <message>
        <source>Hold the stream (Space)</source>
        <translation>Suspendre le flux (Espace)</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n nouveau</numerusform>
            <numerusform>%n nouveaux</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Rien n’a encore été dit</translation>
    </message>
    <message>
        <source>Messages appear here as they are sent.</source>
        <translation>Les messages apparaissent ici à mesure qu’ils sont envoyés.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>No message that is loaded passes the filter.</source>
        <translation>Aucun message chargé ne passe le filtre.</translation>
    </message>
</context>
<context>
    <name>parlor::admin::TaskBar</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>parlor::admin::TokenVault</name>
    <message>
        <source>No keychain service runs here.</source>
        <translation>Aucun service de trousseau n’est en marche ici.</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>Le trousseau est verrouillé.</translation>
    </message>
    <message>
        <source>The keychain does not answer: %1</source>
        <translation>Le trousseau ne répond pas&#x202f;: %1</translation>
    </message>
</context>
</TS>
