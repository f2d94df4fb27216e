select count(*) from settings_in_force where settings_hash <> $settings_hash;
